//! How the loss changes with images, weights and biases.

use super::blocks::images_per_block;
use super::forward::check;
use super::maxima::Maxima;
use super::scratch::Scratch;
use super::{Geometry, Method};
use super::{by_columns::ByColumns, directly::Directly};
use crate::compiled::{Delta, Rules};
use neurons::Activation;
use numeric::Float;
use rayon::prelude::*;
use tensor::Tensor;

/// Where the gradients of a convolution go: those that are wanted.
pub struct ConvolutionGradients<'a, T> {
    /// How the loss changes with the images, `[n, channels, h, w]`.
    pub dx: Option<&'a mut [T]>,
    /// How it changes with the weights, `[filters, channels / groups, kernel height, kernel width]`.
    pub dw: Option<&'a mut [T]>,
    /// How it changes with the biases, `[filters]`.
    pub db: Option<&'a mut [T]>,
}

/// What one block of images has to do with the gradients.
pub(crate) struct Block<'a, T> {
    pub x: &'a [T],
    pub y: &'a [T],
    pub dy: &'a [T],
    /// Which answers were the largest, where only these are known.
    pub winners: &'a [T],
    /// Written, if it is wanted.
    pub dx: Option<&'a mut [T]>,
    /// Added to, if they are wanted.
    pub dw: Option<&'a mut [T]>,
    pub db: &'a mut [T],
}

// ANCHOR: gradients
/// The gradients of [`convolve`](super::convolve), with `δ = dy ∘ f'(z)` as for any layer:
///
/// - `∂b(f) = Σ δ(f, p, q)`, over all images and places: a bias is part of every answer of its
///   filter;
/// - `∂w(f, c, i, j) = Σ δ(f, p, q)·x(c, s·p + d·i − pad, s·q + d·j − pad)`: a weight is used at
///   every place, and is to blame by the pixel it met there;
/// - `∂x(c, u, v) = Σ w(f, c, i, j)·δ(f, p, q)` over all places that met the pixel, those with
///   `s·p + d·i − pad = u` and `s·q + d·j − pad = v`: with stride 1 this is a convolution of `δ`
///   with the kernel turned by half a circle.
///
/// # Shapes
/// As in [`convolve`](super::convolve); `y` are its answers and `dy` is as they are.
///
/// # Panics
/// If the lengths do not fit the geometry, or if the activation needs its input.
#[track_caller]
pub fn convolve_gradients<T: Float, A: Activation<T>>(
    geometry: &Geometry,
    f: A,
    w: &[T],
    [x, y, dy]: [&[T]; 3],
    wanted: ConvolutionGradients<'_, T>,
) {
    check(geometry, geometry.answer_len(), x, w, y);
    assert!(!A::NEEDS_INPUT && y.len() == dy.len(), "convolve_gradients: y and dy, no z");
    (Rules::get().gradients)(geometry, &|y, dy| to_delta(f, y, dy), w, [x, y, dy], wanted);
}
// ANCHOR_END: gradients

/// `δ = dy ∘ f'(z)`, in place.
fn to_delta<T: Float, A: Activation<T>>(f: A, y: &[T], dy: &mut [T]) {
    for (dy, y) in dy.iter_mut().zip(y) {
        *dy *= f.derivative(*y, *y);
    }
}

/// What [`convolve_gradients`] does, for any activation.
pub(crate) fn gradients<T: Float>(
    geometry: &Geometry,
    to_delta: Delta<'_, T>,
    w: &[T],
    [x, y, dy]: [&[T]; 3],
    wanted: ConvolutionGradients<'_, T>,
) {
    let known = [x, y, dy, &[]];
    match geometry.method {
        Method::Direct => {
            let work = Directly::new(geometry, w, None);
            let work_on = |block: Block<'_, T>, s: &mut [T]| work.gradients(to_delta, block, s);
            in_blocks(geometry, known, wanted, work.room(), work_on);
        }
        Method::Im2col => {
            let work = ByColumns::new(geometry, w);
            let work_on = |block: Block<'_, T>, s: &mut [T]| work.gradients(to_delta, block, s);
            in_blocks(geometry, known, wanted, work.room(), work_on);
        }
    }
}

/// The gradients of [`convolve_max_pool`](super::forward::convolve_max_pool), from its answers and
/// winners.
pub(crate) fn convolve_max_pool_gradients<T: Float, A: Activation<T>>(
    geometry: &Geometry,
    maxima: &Maxima,
    f: A,
    w: &[T],
    known: [&[T]; 4],
    wanted: ConvolutionGradients<'_, T>,
) {
    let to_delta: Delta<'_, T> = &|y, dy| to_delta(f, y, dy);
    (Rules::get().max_pool_gradients)(geometry, maxima, to_delta, w, known, wanted);
}

/// What [`convolve_max_pool_gradients`] does, for any activation.
pub(crate) fn max_pool_gradients<T: Float>(
    geometry: &Geometry,
    maxima: &Maxima,
    to_delta: Delta<'_, T>,
    w: &[T],
    known: [&[T]; 4],
    wanted: ConvolutionGradients<'_, T>,
) {
    let work = Directly::new(geometry, w, Some(maxima));
    let work_on = |block: Block<'_, T>, s: &mut [T]| work.gradients(to_delta, block, s);
    in_blocks(geometry, known, wanted, work.room(), work_on);
}

/// Runs `work` on all blocks of images, on all cores, and adds up the weights' and biases' gradients
/// of the blocks.
fn in_blocks<T: Float>(
    geometry: &Geometry,
    [x, y, dy, winners]: [&[T]; 4],
    wanted: ConvolutionGradients<'_, T>,
    room: usize,
    work: impl Fn(Block<'_, T>, &mut [T]) + Sync,
) {
    let ConvolutionGradients { dx, dw, db } = wanted;
    let images = x.len() / geometry.image_len();
    let per_block = images_per_block(geometry, images);
    let image = per_block * geometry.image_len();
    // A batch may be empty; a chunk may not.
    let answer = (per_block * (y.len() / images.max(1))).max(1);
    let blocks = images.div_ceil(per_block);
    let weights = geometry.weights_len();
    let mut shares = Tensor::zeros([blocks, weights + geometry.groups * geometry.filters]);
    let width = shares.shape().last();
    let mut dx: Vec<_> = dx.map_or(Vec::new(), |dx| dx.chunks_mut(image).map(Some).collect());
    dx.resize_with(blocks, || None);
    let mut winners: Vec<&[T]> = winners.chunks(answer).collect();
    winners.resize(blocks, &[]);
    let scratch = Scratch::new(room, blocks);
    let slices = x.par_chunks(image).zip(y.par_chunks(answer)).zip(dy.par_chunks(answer));
    let shares_of = shares.as_mut_slice().par_chunks_mut(width);
    let slices = slices.zip(winners).zip(dx).zip(shares_of);
    slices.for_each(|(((((x, y), dy), winners), dx), share)| {
        let (dw_share, db) = share.split_at_mut(weights);
        let dw = dw.is_some().then_some(dw_share);
        scratch.with(|scratch| work(Block { x, y, dy, winners, dx, dw, db }, scratch));
    });
    if let Some(dw) = dw {
        add_up(&shares, 0, dw);
    }
    if let Some(db) = db {
        add_up(&shares, weights, db);
    }
}

/// The sum of the blocks' shares, from the first to the last: in the same order on any number of
/// cores.
fn add_up<T: Float>(shares: &Tensor<T>, first: usize, sum: &mut [T]) {
    sum.fill(T::zero());
    for share in shares.as_slice().chunks_exact(shares.shape().last()) {
        for (sum, share) in sum.iter_mut().zip(&share[first..]) {
            *sum += *share;
        }
    }
}
