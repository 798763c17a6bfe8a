//! The answers of filters to images.

use super::blocks::images_per_block;
use super::maxima::FusedMaxPool;
use super::scratch::Workspace;
use super::{ConvAlgorithm, ConvShape};
use super::{answers::DirectForward, by_columns::Im2colConv};
use crate::compiled::{Apply, Kernels};
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
pub fn conv2d_forward<T: Float, A: Activation<T>>(
    geometry: &ConvShape,
    x: &[T],
    w: &[T],
    b: &[T],
    f: A,
    y: &mut [T],
) {
    check(geometry, geometry.output_len(), x, w, y);
    assert_eq!(
        b.len(),
        geometry.groups * geometry.out_channels_per_group,
        "convolve: one bias for each filter"
    );
    (Kernels::get().forward)(geometry, [x, w, b], &|y| apply(f, y), y);
}
// ANCHOR_END: convolve

/// The activation of all of these sums.
fn apply<T: Float, A: Activation<T>>(f: A, y: &mut [T]) {
    for y in y {
        *y = f.apply(*y);
    }
}

/// What [`convolve`] does, for any activation.
pub(crate) fn forward<T: Float>(
    geometry: &ConvShape,
    [x, w, b]: [&[T]; 3],
    f: Apply<'_, T>,
    y: &mut [T],
) {
    match geometry.algorithm {
        ConvAlgorithm::Direct => {
            let work = DirectForward::new(geometry, [w, b], None);
            let answer = |x: &[T], y: &mut [T], winners: &mut [T], s: &mut [T]| {
                work.run(f, x, y, winners, s);
            };
            for_each_block(geometry, x, y, &mut [], work.workspace_len(), answer);
        }
        ConvAlgorithm::Im2col => {
            let work = Im2colConv::new(geometry, w);
            let answer = |x: &[T], y: &mut [T], _: &mut [T], s: &mut [T]| {
                work.forward(f, b, x, y, s);
            };
            for_each_block(geometry, x, y, &mut [], work.workspace_len(), answer);
        }
    }
}

/// As [`convolve`], and then the largest answer under each window. For the way back `winners` keeps
/// which it was, in the order in which images lie side by side: [`argmax_len`] numbers.
pub(crate) fn conv2d_max_pool2d_forward<T: Float, A: Activation<T>>(
    geometry: &ConvShape,
    maxima: &FusedMaxPool,
    x: &[T],
    [w, b]: [&[T]; 2],
    f: A,
    [y, winners]: [&mut [T]; 2],
) {
    check(geometry, geometry.groups * geometry.out_channels_per_group * maxima.windows(), x, w, y);
    let rules = Kernels::get();
    (rules.forward_max_pool)(geometry, maxima, [x, w, b], &|y| apply(f, y), [y, winners]);
}

/// What [`conv2d_max_pool2d_forward`] does, for any activation.
pub(crate) fn forward_max_pool<T: Float>(
    geometry: &ConvShape,
    maxima: &FusedMaxPool,
    [x, w, b]: [&[T]; 3],
    f: Apply<'_, T>,
    [y, winners]: [&mut [T]; 2],
) {
    let work = DirectForward::new(geometry, [w, b], Some(maxima));
    let answer = |x: &[T], y: &mut [T], winners: &mut [T], s: &mut [T]| {
        work.run(f, x, y, winners, s);
    };
    for_each_block(geometry, x, y, winners, work.workspace_len(), answer);
}

/// How many numbers tell which answers to so many images are the largest.
pub(crate) fn argmax_len(geometry: &ConvShape, maxima: &FusedMaxPool, images: usize) -> usize {
    images.next_multiple_of(LANES)
        * geometry.groups
        * geometry.out_channels_per_group
        * maxima.windows()
}

/// Runs `work` on all blocks of images, on all cores.
fn for_each_block<T: Float>(
    geometry: &ConvShape,
    x: &[T],
    y: &mut [T],
    winners: &mut [T],
    room: usize,
    work: impl Fn(&[T], &mut [T], &mut [T], &mut [T]) + Sync,
) {
    let images = x.len() / geometry.input_len();
    let per_block = images_per_block(geometry, images);
    // A batch may be empty; a chunk may not.
    let answer = (per_block * (y.len() / images.max(1))).max(1);
    let x = x.par_chunks(per_block * geometry.input_len());
    let scratch = Workspace::new(room, x.len());
    let mut winners: Vec<&mut [T]> = winners.chunks_mut(answer).collect();
    winners.resize_with(x.len(), Default::default);
    let y = y.par_chunks_mut(answer);
    y.zip(x).zip(winners).for_each(|((y, x), winners)| {
        scratch.with_buffer(|scratch| work(x, y, winners, scratch));
    });
}

/// # Panics
/// If the lengths do not fit the geometry, with so many numbers for the answer to each image.
#[track_caller]
pub(crate) fn check<T>(geometry: &ConvShape, answer: usize, x: &[T], w: &[T], y: &[T]) {
    let images = x.len() / geometry.input_len();
    assert_eq!(x.len(), images * geometry.input_len(), "convolve: whole images");
    assert_eq!(y.len(), images * answer, "convolve: one answer for each image");
    assert_eq!(w.len(), geometry.weight_len(), "convolve: the weights of all filters");
}
