//! The answers of filters to images.

use super::blocks::images_per_block;
use super::maxima::Maxima;
use super::scratch::Scratch;
use super::{Geometry, Method};
use super::{answers::Answers, by_columns::ByColumns};
use crate::compiled::{Apply, Rules};
use crate::lanes::LANES;
use neurons::Activation;
use numeric::Float;
use rayon::prelude::*;

// ANCHOR: convolve
/// A convolution (in the field's sense: the kernel is not flipped) with bias and activation:
///
/// `y(f, p, q) = f(b(f) + Σ w(f, c, i, j)·x(c, s·p + d·i − pad, s·q + d·j − pad))`,
///
/// the sum over the channels `c` of the filter's group and the rows `i` and columns `j` of its
/// kernel; `x` is zero outside of the image.
///
/// Each core takes whole images, and does bias and activation while an answer is warm in its cache.
///
/// # Shapes
/// `x`: `[n, channels, h, w]`, `w`: `[filters, channels / groups, kernel height, kernel width]`,
/// `b`: `[filters]`, `y`: `[n, filters, places down, places across]`.
///
/// # Panics
/// If the lengths do not fit the geometry.
#[track_caller]
pub fn convolve<T: Float, A: Activation<T>>(
    geometry: &Geometry,
    x: &[T],
    w: &[T],
    b: &[T],
    f: A,
    y: &mut [T],
) {
    check(geometry, geometry.answer_len(), x, w, y);
    assert_eq!(b.len(), geometry.groups * geometry.filters, "convolve: one bias for each filter");
    (Rules::get().answers)(geometry, [x, w, b], &|y| apply(f, y), y);
}
// ANCHOR_END: convolve

/// The activation of all of these sums.
fn apply<T: Float, A: Activation<T>>(f: A, y: &mut [T]) {
    for y in y {
        *y = f.apply(*y);
    }
}

/// What [`convolve`] does, for any activation.
pub(crate) fn answers<T: Float>(
    geometry: &Geometry,
    [x, w, b]: [&[T]; 3],
    f: Apply<'_, T>,
    y: &mut [T],
) {
    match geometry.method {
        Method::Direct => {
            let work = Answers::new(geometry, [w, b], None);
            let answer = |x: &[T], y: &mut [T], winners: &mut [T], s: &mut [T]| {
                work.answer(f, x, y, winners, s);
            };
            in_blocks(geometry, x, y, &mut [], work.room(), answer);
        }
        Method::Im2col => {
            let work = ByColumns::new(geometry, w);
            let answer = |x: &[T], y: &mut [T], _: &mut [T], s: &mut [T]| {
                work.answers(f, b, x, y, s);
            };
            in_blocks(geometry, x, y, &mut [], work.room(), answer);
        }
    }
}

/// As [`convolve`], and then the largest answer under each window. For the way back `winners` keeps
/// which it was, in the order in which images lie side by side: [`winners_len`] numbers.
pub(crate) fn convolve_max_pool<T: Float, A: Activation<T>>(
    geometry: &Geometry,
    maxima: &Maxima,
    x: &[T],
    [w, b]: [&[T]; 2],
    f: A,
    [y, winners]: [&mut [T]; 2],
) {
    check(geometry, geometry.groups * geometry.filters * maxima.windows(), x, w, y);
    let rules = Rules::get();
    (rules.max_pool_answers)(geometry, maxima, [x, w, b], &|y| apply(f, y), [y, winners]);
}

/// What [`convolve_max_pool`] does, for any activation.
pub(crate) fn max_pool_answers<T: Float>(
    geometry: &Geometry,
    maxima: &Maxima,
    [x, w, b]: [&[T]; 3],
    f: Apply<'_, T>,
    [y, winners]: [&mut [T]; 2],
) {
    let work = Answers::new(geometry, [w, b], Some(maxima));
    let answer = |x: &[T], y: &mut [T], winners: &mut [T], s: &mut [T]| {
        work.answer(f, x, y, winners, s);
    };
    in_blocks(geometry, x, y, winners, work.room(), answer);
}

/// How many numbers tell which answers to so many images are the largest.
pub(crate) fn winners_len(geometry: &Geometry, maxima: &Maxima, images: usize) -> usize {
    images.next_multiple_of(LANES) * geometry.groups * geometry.filters * maxima.windows()
}

/// Runs `work` on all blocks of images, on all cores.
fn in_blocks<T: Float>(
    geometry: &Geometry,
    x: &[T],
    y: &mut [T],
    winners: &mut [T],
    room: usize,
    work: impl Fn(&[T], &mut [T], &mut [T], &mut [T]) + Sync,
) {
    let images = x.len() / geometry.image_len();
    let per_block = images_per_block(geometry, images);
    // A batch may be empty; a chunk may not.
    let answer = (per_block * (y.len() / images.max(1))).max(1);
    let x = x.par_chunks(per_block * geometry.image_len());
    let scratch = Scratch::new(room, x.len());
    let mut winners: Vec<&mut [T]> = winners.chunks_mut(answer).collect();
    winners.resize_with(x.len(), Default::default);
    let y = y.par_chunks_mut(answer);
    y.zip(x).zip(winners).for_each(|((y, x), winners)| {
        scratch.with(|scratch| work(x, y, winners, scratch));
    });
}

/// # Panics
/// If the lengths do not fit the geometry, with so many numbers for the answer to each image.
#[track_caller]
pub(crate) fn check<T>(geometry: &Geometry, answer: usize, x: &[T], w: &[T], y: &[T]) {
    let images = x.len() / geometry.image_len();
    assert_eq!(x.len(), images * geometry.image_len(), "convolve: whole images");
    assert_eq!(y.len(), images * answer, "convolve: one answer for each image");
    assert_eq!(w.len(), geometry.weights_len(), "convolve: the weights of all filters");
}
