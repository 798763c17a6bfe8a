//! How the loss changes with images, weights and biases.

use super::blocks::images_per_block;
use super::forward::check;
use super::maxima::FusedMaxPool;
use super::scratch::Workspace;
use super::{ConvAlgorithm, ConvShape};
use super::{by_columns::Im2colConv, directly::DirectBackward};
use crate::compiled::{Delta, Kernels};
use neurons::Activation;
use numeric::Float;
use rayon::prelude::*;
use tensor::Tensor;

/// Where the gradients of a convolution go: those that are wanted.
pub struct Conv2dGradients<'a, T> {
    /// How the loss changes with the images, `[n, channels, h, w]`.
    pub dx: Option<&'a mut [T]>,
    /// How it changes with the weights, `[filters, channels / groups, kernel height, kernel width]`.
    pub dw: Option<&'a mut [T]>,
    /// How it changes with the biases, `[filters]`.
    pub db: Option<&'a mut [T]>,
}

/// What one block of images has to do with the gradients.
pub(crate) struct BackwardBlock<'a, T> {
    pub x: &'a [T],
    pub y: &'a [T],
    pub dy: &'a [T],
    /// Which answers were the largest, where only these are known.
    pub argmax: &'a [T],
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
pub fn conv2d_backward<T: Float, A: Activation<T>>(
    geometry: &ConvShape,
    f: A,
    w: &[T],
    [x, y, dy]: [&[T]; 3],
    wanted: Conv2dGradients<'_, T>,
) {
    check(geometry, geometry.output_len(), x, w, y);
    assert!(!A::DERIVATIVE_NEEDS_INPUT && y.len() == dy.len(), "conv2d_backward: y and dy, no z");
    (Kernels::get().backward)(geometry, &|y, dy| to_delta(f, y, dy), w, [x, y, dy], wanted);
}
// ANCHOR_END: gradients

/// `δ = dy ∘ f'(z)`, in place.
fn to_delta<T: Float, A: Activation<T>>(f: A, y: &[T], dy: &mut [T]) {
    for (dy, y) in dy.iter_mut().zip(y) {
        *dy *= f.derivative(*y, *y);
    }
}

/// What [`conv2d_backward`] does, for any activation.
pub(crate) fn backward<T: Float>(
    geometry: &ConvShape,
    to_delta: Delta<'_, T>,
    w: &[T],
    [x, y, dy]: [&[T]; 3],
    wanted: Conv2dGradients<'_, T>,
) {
    let known = [x, y, dy, &[]];
    match geometry.algorithm {
        ConvAlgorithm::Direct => {
            let work = DirectBackward::new(geometry, w, None);
            let work_on = |block: BackwardBlock<'_, T>, s: &mut [T]| work.run(to_delta, block, s);
            for_each_block(geometry, known, wanted, work.workspace_len(), work_on);
        }
        ConvAlgorithm::Im2col => {
            let work = Im2colConv::new(geometry, w);
            let work_on =
                |block: BackwardBlock<'_, T>, s: &mut [T]| work.backward(to_delta, block, s);
            for_each_block(geometry, known, wanted, work.workspace_len(), work_on);
        }
    }
}

/// The gradients of [`conv2d_max_pool2d_forward`](super::forward::conv2d_max_pool2d_forward), from its answers and
/// winners.
pub(crate) fn conv2d_max_pool2d_backward<T: Float, A: Activation<T>>(
    geometry: &ConvShape,
    maxima: &FusedMaxPool,
    f: A,
    w: &[T],
    known: [&[T]; 4],
    wanted: Conv2dGradients<'_, T>,
) {
    let to_delta: Delta<'_, T> = &|y, dy| to_delta(f, y, dy);
    (Kernels::get().backward_max_pool)(geometry, maxima, to_delta, w, known, wanted);
}

/// What [`conv2d_max_pool2d_backward`] does, for any activation.
pub(crate) fn backward_max_pool<T: Float>(
    geometry: &ConvShape,
    maxima: &FusedMaxPool,
    to_delta: Delta<'_, T>,
    w: &[T],
    known: [&[T]; 4],
    wanted: Conv2dGradients<'_, T>,
) {
    let work = DirectBackward::new(geometry, w, Some(maxima));
    let work_on = |block: BackwardBlock<'_, T>, s: &mut [T]| work.run(to_delta, block, s);
    for_each_block(geometry, known, wanted, work.workspace_len(), work_on);
}

/// Runs `work` on all blocks of images, on all cores, and adds up the weights' and biases' gradients
/// of the blocks.
fn for_each_block<T: Float>(
    geometry: &ConvShape,
    [x, y, dy, winners]: [&[T]; 4],
    wanted: Conv2dGradients<'_, T>,
    room: usize,
    work: impl Fn(BackwardBlock<'_, T>, &mut [T]) + Sync,
) {
    let Conv2dGradients { dx, dw, db } = wanted;
    let images = x.len() / geometry.input_len();
    let per_block = images_per_block(geometry, images);
    let image = per_block * geometry.input_len();
    // A batch may be empty; a chunk may not.
    let answer = (per_block * (y.len() / images.max(1))).max(1);
    let blocks = images.div_ceil(per_block);
    let weights = geometry.weight_len();
    let mut shares =
        Tensor::zeros([blocks, weights + geometry.groups * geometry.out_channels_per_group]);
    let width = shares.shape().last_dim();
    let mut dx: Vec<_> = dx.map_or(Vec::new(), |dx| dx.chunks_mut(image).map(Some).collect());
    dx.resize_with(blocks, || None);
    let mut winners: Vec<&[T]> = winners.chunks(answer).collect();
    winners.resize(blocks, &[]);
    let scratch = Workspace::new(room, blocks);
    let slices = x.par_chunks(image).zip(y.par_chunks(answer)).zip(dy.par_chunks(answer));
    let shares_of = shares.as_mut_slice().par_chunks_mut(width);
    let slices = slices.zip(winners).zip(dx).zip(shares_of);
    slices.for_each(|(((((x, y), dy), winners), dx), share)| {
        let (dw_share, db) = share.split_at_mut(weights);
        let dw = dw.is_some().then_some(dw_share);
        scratch.with_buffer(|scratch| {
            work(BackwardBlock { x, y, dy, argmax: winners, dx, dw, db }, scratch)
        });
    });
    if let Some(dw) = dw {
        sum_partials(&shares, 0, dw);
    }
    if let Some(db) = db {
        sum_partials(&shares, weights, db);
    }
}

/// The sum of the blocks' shares, from the first to the last: in the same order on any number of
/// cores.
fn sum_partials<T: Float>(shares: &Tensor<T>, first: usize, sum: &mut [T]) {
    sum.fill(T::zero());
    for share in shares.as_slice().chunks_exact(shares.shape().last_dim()) {
        for (sum, share) in sum.iter_mut().zip(&share[first..]) {
            *sum += *share;
        }
    }
}
