//! The backward pass of the direct algorithm: sums over positions for the weights, over filters for
//! the images.

use super::fused_max_pool::FusedMaxPool;
use super::layout::{LaneLayout, Pixel};
use super::{FILTER_TILE, MAX_TILE, POSITION_TILE};
use crate::ConvShape;
use crate::blocks::{BackwardBlock, Delta};
use numeric::lanes::{HAS_32_REGISTERS, LANES, Lanes, row_sums};
use numeric::{Float, sum};
use std::ops::Range;

/// The gradients of a direct convolution: what all blocks of images share.
pub(crate) struct DirectBackward<'a, T> {
    shape: &'a ConvShape,
    layout: LaneLayout,
    w: &'a [T],
    /// The max pooling that was taken along, if there was one.
    pool: Option<&'a FusedMaxPool>,
}

impl<'a, T: Float> DirectBackward<'a, T> {
    pub fn new(shape: &'a ConvShape, w: &'a [T], pool: Option<&'a FusedMaxPool>) -> Self {
        DirectBackward { shape, layout: LaneLayout::new(shape), w, pool }
    }

    /// The number of elements of its workspace: for images, for `δ`, and for the sums of each
    /// weight.
    pub fn workspace_len(&self) -> usize {
        let (images, delta) = (self.layout.input_len(), self.layout.output_len());
        (images + delta + self.pooled_len() + self.shape.weight_len()) * LANES
    }

    /// The number of pixels of a group's outputs behind the pooling; 0 without one.
    fn pooled_len(&self) -> usize {
        self.pool.map_or(0, |pool| self.shape.out_channels_per_group * pool.windows())
    }

    // ANCHOR: gradients
    /// The gradients of one block of images, [`LANES`] images at a time.
    pub fn run(&self, to_delta: Delta<'_, T>, block: BackwardBlock<'_, T>, buffer: &mut [T]) {
        let BackwardBlock { x, y, dy, argmax, mut dx, mut dw, db } = block;
        let ConvShape { groups, out_channels_per_group: filters, .. } = *self.shape;
        let input_len = self.shape.input_len();
        let positions = self.pool.map_or(self.shape.output.area(), FusedMaxPool::windows);
        let output_len = groups * filters * positions;
        let weight_len = filters * self.shape.patch_len();
        let (pixels, buffer) = buffer.as_chunks_mut().0.split_at_mut(self.layout.input_len());
        let (delta, buffer) = buffer.split_at_mut(self.layout.output_len());
        let (pooled_delta, buffer) = buffer.split_at_mut(self.pooled_len());
        let sums = &mut buffer[..groups * weight_len];
        sums.fill([T::zero(); LANES]);
        let mut argmax = argmax.as_chunks().0.chunks_exact(output_len / groups);
        for (n, dy) in dy.chunks(LANES * output_len).enumerate() {
            let images = dy.len() / output_len;
            let outputs = Outputs { images, y: &y[n * LANES * output_len..], dy };
            let inputs = n * LANES * input_len..(n * LANES + images) * input_len;
            for (group, db) in db.chunks_exact_mut(filters).enumerate() {
                match (self.pool, argmax.next()) {
                    (Some(pool), Some(argmax)) => {
                        self.pack_delta(to_delta, group, outputs, db, pooled_delta);
                        pool.backward(pooled_delta, argmax, delta);
                    }
                    _ => self.pack_delta(to_delta, group, outputs, db, delta),
                }
                if dw.is_some() {
                    self.layout.pack_inputs(group, &x[inputs.clone()], pixels);
                    let sums = &mut sums[group * weight_len..][..weight_len];
                    accumulate_weight_gradient(pixels, delta, &self.layout, sums);
                }
                if let Some(dx) = &mut dx {
                    let w = &self.w[group * weight_len..][..weight_len];
                    pixels.fill([T::zero(); LANES]);
                    accumulate_input_gradient(w, delta, &self.layout, pixels);
                    self.layout.unpack_inputs(group, pixels, &mut dx[inputs.clone()]);
                }
            }
        }
        if let Some(dw) = &mut dw {
            reduce_lanes_into(sums, dw);
        }
    }
    // ANCHOR_END: gradients

    /// Interleaves `δ = dy ∘ f'(z)` of some images and one group, and adds its sums to `db`.
    fn pack_delta(
        &self,
        to_delta: Delta<'_, T>,
        group: usize,
        outputs: Outputs<'_, T>,
        db: &mut [T],
        delta: &mut [Pixel<T>],
    ) {
        let Outputs { images, y, dy } = outputs;
        let filter_len = delta.len() / db.len();
        let (group_start, output_len) = (group * delta.len(), self.shape.groups * delta.len());
        let read = |image: usize, run: Range<usize>, delta: &mut [T]| {
            let start = image * output_len + group_start;
            delta.copy_from_slice(&dy[start..][run.clone()]);
            to_delta(&y[start..][run.clone()], delta);
            db[run.start / filter_len] += sum(delta);
        };
        self.layout.pack_outputs(images, read, delta);
    }
}

/// The outputs for up to [`LANES`] images, behind a pooling if there is one, and the gradient with
/// respect to them.
#[derive(Clone, Copy)]
struct Outputs<'a, T> {
    images: usize,
    y: &'a [T],
    dy: &'a [T],
}

/// The number of taps of each filter whose weight gradients are computed together.
const WEIGHT_TAP_TILE: usize = if HAS_32_REGISTERS { 4 } else { 2 };

/// The number of positions that are gone through for one tile of weights after the other, so that
/// what is read for all of them stays in the innermost cache.
const WEIGHT_POSITION_BLOCK: usize = 800 / LANES;

/// Adds to `sums(f, i)` the sums `Σ δ(q, f)·x(origin(q) + offset(i))` over the positions `q`, lane
/// by lane: [`reduce_lanes_into`] adds up the lanes when all images are through.
///
/// # Shapes
/// `delta`: positions × filters; `sums`: `[filters, taps]`.
fn accumulate_weight_gradient<T: Float>(
    x: &[Pixel<T>],
    delta: &[Pixel<T>],
    layout: &LaneLayout,
    sums: &mut [Pixel<T>],
) {
    let LaneLayout { tap_offsets: offsets, output_origins: origins, .. } = layout;
    let filters = delta.len() / origins.len();
    let blocks = origins.chunks(WEIGHT_POSITION_BLOCK);
    for (origins, delta) in blocks.zip(delta.chunks(WEIGHT_POSITION_BLOCK * filters)) {
        for (i, sums) in sums.chunks_mut(FILTER_TILE * offsets.len()).enumerate() {
            let delta = delta.chunks_exact(filters).map(|delta| &delta[i * FILTER_TILE..]);
            let positions = origins.iter().zip(delta);
            with_const_tile!(
                sums.len() / offsets.len(),
                accumulate_weight_gradient_tile(x, positions, offsets, sums)
            );
        }
    }
}

/// Adds the sum of the lanes of each of `sums` to its element of a gradient.
fn reduce_lanes_into<T: Float>(sums: &[Pixel<T>], gradient: &mut [T]) {
    let (squares, remainder) = sums.as_chunks::<LANES>();
    let (parts, gradient_remainder) = gradient.as_chunks_mut::<LANES>();
    for (square, part) in squares.iter().zip(parts) {
        *part = (Lanes(*part) + Lanes(row_sums(*square))).0;
    }
    for (sum, part) in remainder.iter().zip(gradient_remainder) {
        *part += sum.iter().fold(T::zero(), |sum, lane| sum + *lane);
    }
}

/// All weights of `F` filters.
#[inline(always)]
fn accumulate_weight_gradient_tile<'a, T: Float, const F: usize>(
    x: &[Pixel<T>],
    positions: impl Iterator<Item = (&'a usize, &'a [Pixel<T>])> + Clone,
    offsets: &[usize],
    sums: &mut [Pixel<T>],
) {
    let taps = offsets.len();
    for (n, offsets) in offsets.chunks(WEIGHT_TAP_TILE).enumerate() {
        // Where fewer are left, the last is computed again, and its copies not used.
        let x = std::array::from_fn(|i| &x[offsets[i.min(offsets.len() - 1)]..]);
        let mut local = [[Lanes::zero(); F]; WEIGHT_TAP_TILE];
        for (local, i) in local.iter_mut().zip(n * WEIGHT_TAP_TILE..taps) {
            local
                .iter_mut()
                .zip(sums[i..].iter().step_by(taps))
                .for_each(|(dst, sum)| dst.0 = *sum);
        }
        accumulate_positions(x, positions.clone(), &mut local);
        for (local, i) in local.iter().zip(n * WEIGHT_TAP_TILE..taps) {
            sums[i..].iter_mut().step_by(taps).zip(local).for_each(|(dst, sum)| *dst = sum.0);
        }
    }
}

// ANCHOR: accumulate_positions
/// Adds what some positions contribute to the gradients of [`WEIGHT_TAP_TILE`] weights in each of
/// `F` filters.
#[inline(always)]
fn accumulate_positions<'a, T: Float, const F: usize>(
    x: [&[Pixel<T>]; WEIGHT_TAP_TILE],
    positions: impl Iterator<Item = (&'a usize, &'a [Pixel<T>])>,
    sums: &mut [[Lanes<T>; F]; WEIGHT_TAP_TILE],
) {
    let mut local = *sums;
    for (&origin, delta) in positions {
        let x = x.map(|x| Lanes(x[origin]));
        let delta: &[Pixel<T>; F] = delta.first_chunk().expect("a δ for each filter");
        for f in 0..F {
            for i in 0..WEIGHT_TAP_TILE {
                local[i][f] = local[i][f].mul_add(Lanes(delta[f]), x[i]);
            }
        }
    }
    *sums = local;
}
// ANCHOR_END: accumulate_positions

/// The number of taps whose input gradients are computed together, at [`POSITION_TILE`] positions.
const INPUT_TAP_TILE: usize = MAX_TILE;

/// The number of positions that are gone through for one tile of taps after the other, so that what
/// is read for all of them stays in an inner cache.
const INPUT_POSITION_BLOCK: usize = 48;

/// Adds to `dx(origin(q) + offset(i))` the sums `Σ w(f, i)·δ(q, f)` over the filters `f`.
///
/// # Shapes
/// `w`: `[filters, taps]`; `delta`: positions × filters.
fn accumulate_input_gradient<T: Float>(
    w: &[T],
    delta: &[Pixel<T>],
    layout: &LaneLayout,
    dx: &mut [Pixel<T>],
) {
    let LaneLayout { tap_offsets: offsets, output_origins: origins, .. } = layout;
    let (taps, filters) = (offsets.len(), delta.len() / origins.len());
    let blocks = origins.chunks(INPUT_POSITION_BLOCK);
    for (origins, delta) in blocks.zip(delta.chunks(INPUT_POSITION_BLOCK * filters)) {
        for (i, offsets) in offsets.chunks(INPUT_TAP_TILE).enumerate() {
            let w = w[i * INPUT_TAP_TILE..].chunks(taps);
            let tiles = origins.chunks(POSITION_TILE);
            for (origins, delta) in tiles.zip(delta.chunks(POSITION_TILE * filters)) {
                with_const_tile!(
                    offsets.len(),
                    accumulate_input_gradient_tile(w.clone(), delta, offsets, origins, dx)
                );
            }
        }
    }
}

// ANCHOR: accumulate_input_gradient_tile
/// The part of `I` taps of all filters in the pixels that they meet at some positions.
#[inline(always)]
fn accumulate_input_gradient_tile<'a, T: Float, const I: usize>(
    w: impl Iterator<Item = &'a [T]>,
    delta: &[Pixel<T>],
    offsets: &[usize],
    origins: &[usize],
    dx: &mut [Pixel<T>],
) {
    let filters = delta.len() / origins.len();
    // Where fewer positions are left, the last is computed again, and its copies not used.
    let delta: [_; POSITION_TILE] =
        std::array::from_fn(|q| &delta[q.min(origins.len() - 1) * filters..][..filters]);
    let mut sums = [[Lanes::zero(); I]; POSITION_TILE];
    for (f, w) in w.enumerate() {
        let w: &[T; I] = w.first_chunk().expect("the weights of a filter");
        let delta = delta.map(|delta| Lanes(delta[f]));
        for i in 0..I {
            for q in 0..POSITION_TILE {
                sums[q][i] = sums[q][i].mul_add_scalar(w[i], delta[q]);
            }
        }
    }
    for (origin, sums) in origins.iter().zip(sums) {
        for (offset, sum) in offsets.iter().zip(sums) {
            let dx = &mut dx[origin + offset];
            *dx = (Lanes(*dx) + sum).0;
        }
    }
}
// ANCHOR_END: accumulate_input_gradient_tile
