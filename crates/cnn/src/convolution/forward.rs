//! The answers of filters to images.

use super::blocks::images_per_block;
use super::filters::Filters;
use super::im2col::{self, im2col};
use super::scratch::Scratch;
use super::{Geometry, Grid, Method};
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
    check(geometry, x, w, y);
    assert_eq!(b.len(), geometry.groups * geometry.filters, "convolve: one bias for each filter");
    let per_block = images_per_block(geometry, x.len() / geometry.image_len());
    let work = Answers::new(geometry, w);
    let images = x.par_chunks(per_block * geometry.image_len());
    let scratch = Scratch::new(work.room(), images.len());
    y.par_chunks_mut(per_block * geometry.answer_len()).zip(images).for_each(|(y, x)| {
        scratch.with(|scratch| {
            let groups = x.chunks_exact(geometry.group_len());
            let answers = y.chunks_exact_mut(geometry.filters * geometry.output.area());
            let biases = b.chunks_exact(geometry.filters).cycle();
            for (group, ((x, y), b)) in groups.zip(answers).zip(biases).enumerate() {
                work.answer(group % geometry.groups, x, b, f, y, scratch);
            }
        });
    });
}
// ANCHOR_END: convolve

/// # Panics
/// If the lengths do not fit the geometry.
#[track_caller]
pub(crate) fn check<T>(geometry: &Geometry, x: &[T], w: &[T], y: &[T]) {
    let images = x.len() / geometry.image_len();
    assert_eq!(x.len(), images * geometry.image_len(), "convolve: whole images");
    assert_eq!(y.len(), images * geometry.answer_len(), "convolve: one answer for each image");
    assert_eq!(w.len(), geometry.weights_len(), "convolve: the weights of all filters");
}

/// What the images have in common: the method, and the weights as it wants them.
enum Answers<'a, T: Float> {
    Direct { geometry: &'a Geometry, grid: Grid, groups: Vec<Filters<T>> },
    Im2col { geometry: &'a Geometry, w: &'a [T] },
}

impl<'a, T: Float> Answers<'a, T> {
    fn new(geometry: &'a Geometry, w: &'a [T]) -> Self {
        if geometry.method == Method::Im2col {
            return Answers::Im2col { geometry, w };
        }
        let grid = Grid::new(geometry);
        let (count, taps) = (geometry.filters, geometry.taps());
        let groups = w.chunks_exact(count * taps);
        let filters =
            |w: &[T]| Filters::new(count, grid.offsets(), |filter, tap| w[filter * taps + tap]);
        let groups = groups.map(filters).collect();
        Answers::Direct { geometry, grid, groups }
    }

    /// How many numbers it takes to work in.
    fn room(&self) -> usize {
        match self {
            Answers::Direct { grid, .. } => grid.planes_len() + Filters::<T>::room(grid.answer),
            Answers::Im2col { geometry, .. } => geometry.taps() * geometry.output.area(),
        }
    }

    /// The answer of one group's filters to one image.
    fn answer<A: Activation<T>>(
        &self,
        group: usize,
        x: &[T],
        b: &[T],
        f: A,
        y: &mut [T],
        scratch: &mut [T],
    ) {
        match self {
            Answers::Direct { geometry, grid, groups } => {
                let (planes, room) = scratch.split_at_mut(grid.planes_len());
                grid.spread(x, planes);
                let finish = |filter: usize, sum| f.apply(sum + b[filter]);
                groups[group].answers(planes, grid.answer, room, finish, |filter, answers| {
                    let y = &mut y[filter * geometry.output.area()..][..geometry.output.area()];
                    let rows = y.chunks_exact_mut(geometry.output.width);
                    for (y, answers) in rows.zip(answers.chunks(grid.plane.width)) {
                        y.copy_from_slice(&answers[..y.len()]);
                    }
                });
            }
            Answers::Im2col { geometry, w } => {
                let len = geometry.filters * geometry.taps();
                im2col(geometry, x, scratch);
                im2col::answers(geometry, &w[group * len..][..len], scratch, y);
                for (y, b) in y.chunks_exact_mut(geometry.output.area()).zip(b) {
                    y.iter_mut().for_each(|y| *y = f.apply(*y + *b));
                }
            }
        }
    }
}
