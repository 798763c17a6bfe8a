//! The answers of filters to images.

use super::blocks::images_per_block;
use super::filters::Filters;
use super::im2col::{self, im2col};
use super::maxima::Maxima;
use super::scratch::Scratch;
use super::side_by_side::SideBySide;
use super::{Geometry, Method};
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
    let answer = geometry.answer_len();
    check(geometry, answer, x, w, y);
    let work = Answers::new(geometry, w, b, None);
    in_blocks(geometry, x, y, &mut [], work.room(), |x, y, _, s| work.answer(x, f, y, &mut [], s));
}
// ANCHOR_END: convolve

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
    let work = Answers::new(geometry, w, b, Some(maxima));
    in_blocks(geometry, x, y, winners, work.room(), |x, y, winners, s| {
        work.answer(x, f, y, winners, s);
    });
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
    let answer = y.len() / images.max(1);
    let x = x.par_chunks(per_block * geometry.image_len());
    let scratch = Scratch::new(room, x.len());
    let mut winners: Vec<&mut [T]> = winners.chunks_mut(per_block * answer.max(1)).collect();
    winners.resize_with(x.len(), Default::default);
    let y = y.par_chunks_mut((per_block * answer).max(1));
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

/// What the images have in common: the method, and the weights as it wants them.
enum Answers<'a, T: Float> {
    Direct {
        geometry: &'a Geometry,
        layout: SideBySide,
        groups: Vec<Filters<T>>,
        b: &'a [T],
        maxima: Option<&'a Maxima>,
    },
    Im2col {
        geometry: &'a Geometry,
        w: &'a [T],
        b: &'a [T],
    },
}

impl<'a, T: Float> Answers<'a, T> {
    #[track_caller]
    fn new(geometry: &'a Geometry, w: &'a [T], b: &'a [T], maxima: Option<&'a Maxima>) -> Self {
        assert_eq!(b.len(), geometry.groups * geometry.filters, "convolve: a bias for each filter");
        if geometry.method == Method::Im2col {
            return Answers::Im2col { geometry, w, b };
        }
        let groups = w.chunks_exact(geometry.filters * geometry.taps());
        let groups = groups.map(|w| Filters::new(w, geometry.taps())).collect();
        Answers::Direct { geometry, layout: SideBySide::new(geometry), groups, b, maxima }
    }

    /// How many numbers it takes to work in.
    fn room(&self) -> usize {
        match self {
            Answers::Direct { geometry, layout, maxima, .. } => {
                let largest = maxima.map_or(0, |maxima| geometry.filters * maxima.windows());
                (layout.image_len() + layout.answer_len() + largest) * LANES
            }
            Answers::Im2col { geometry, .. } => geometry.taps() * geometry.output.area(),
        }
    }

    /// The answers to some images, or the largest of them and which these are.
    fn answer<A: Activation<T>>(
        &self,
        x: &[T],
        f: A,
        y: &mut [T],
        winners: &mut [T],
        scratch: &mut [T],
    ) {
        match self {
            Answers::Direct { geometry, layout, groups, b, maxima } => {
                let (image, answer) =
                    (geometry.image_len(), y.len() / (x.len() / geometry.image_len()));
                let (pixels, scratch) = scratch.as_chunks_mut().0.split_at_mut(layout.image_len());
                let (answers, largest) = scratch.split_at_mut(layout.answer_len());
                let mut winners =
                    winners.as_chunks_mut().0.chunks_exact_mut(answer / geometry.groups);
                for (x, y) in x.chunks(LANES * image).zip(y.chunks_mut(LANES * answer)) {
                    let biases = b.chunks_exact(geometry.filters);
                    for (group, (filters, b)) in groups.iter().zip(biases).enumerate() {
                        let finish = |filter: usize, sum| f.apply(sum + b[filter]);
                        layout.lay_images(group, x, pixels);
                        let (offsets, places) = (&layout.offsets, &layout.places);
                        filters.answers(pixels, offsets, places, finish, answers);
                        match (maxima, winners.next()) {
                            (Some(maxima), Some(winners)) => {
                                let largest = &mut largest[..winners.len()];
                                maxima.find(answers, largest, winners);
                                layout.part_answers(group, largest, y);
                            }
                            _ => layout.part_answers(group, answers, y),
                        }
                    }
                }
            }
            Answers::Im2col { geometry, w, b } => {
                let answers = y.chunks_exact_mut(geometry.filters * geometry.output.area());
                let weights = w.chunks_exact(geometry.filters * geometry.taps());
                let groups = weights.zip(b.chunks_exact(geometry.filters)).cycle();
                let images = x.chunks_exact(geometry.group_len());
                for ((x, y), (w, b)) in images.zip(answers).zip(groups) {
                    im2col(geometry, x, scratch);
                    im2col::answers(geometry, w, scratch, y);
                    for (y, b) in y.chunks_exact_mut(geometry.output.area()).zip(b) {
                        y.iter_mut().for_each(|y| *y = f.apply(*y + *b));
                    }
                }
            }
        }
    }
}
