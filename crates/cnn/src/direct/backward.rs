//! The backward pass of the direct algorithm, and its sums over filters for the images.

use super::fused_max_pool::FusedMaxPool;
use super::layout::{LaneLayout, Pixel};
use super::weight_gradient::WeightSums;
use super::{MAX_TILE, POSITION_TILE};
use crate::ConvShape;
use crate::blocks::{BackwardBlock, BackwardPass, Delta};
use numeric::lanes::{LANES, Lanes};
use numeric::{Float, sum};
use std::ops::Range;
use tensor::Tensor;

/// The gradients of a direct convolution: what all blocks of images share.
pub(crate) struct DirectBackward<'a, T: Float> {
    shape: &'a ConvShape,
    layout: LaneLayout,
    /// The weights of each group in the order in which the sums over filters read them.
    w: Tensor<T>,
    /// The max pooling that was taken along, if there was one.
    pool: Option<&'a FusedMaxPool>,
}

impl<'a, T: Float> DirectBackward<'a, T> {
    pub fn new(shape: &'a ConvShape, w: &'a [T], pool: Option<&'a FusedMaxPool>) -> Self {
        let w = pack_by_taps(w, shape.patch_len(), shape.out_channels_per_group);
        DirectBackward { shape, layout: LaneLayout::new(shape), w, pool }
    }

    /// The number of pixels of a group's outputs behind the pooling; 0 without one.
    fn pooled_len(&self) -> usize {
        self.pool.map_or(0, |pool| self.shape.out_channels_per_group * pool.windows())
    }
}

impl<T: Float> BackwardPass<T> for DirectBackward<'_, T> {
    /// The number of elements of its workspace: for images, for `δ`, and for the sums of each
    /// weight.
    fn workspace_len(&self) -> usize {
        let (images, delta) = (self.layout.input_len(), self.layout.output_len());
        (images + delta + self.pooled_len()) * LANES + WeightSums::<T>::len(self.shape.weight_len())
    }

    // ANCHOR: gradients
    /// The gradients of one block of images, [`LANES`] images at a time.
    fn run(&self, to_delta: Delta<'_, T>, block: BackwardBlock<'_, T>, buffer: &mut [T]) {
        let BackwardBlock { x, y, dy, argmax, mut dx, dw, db } = block;
        let ConvShape { groups, out_channels_per_group: filters, .. } = *self.shape;
        let input_len = self.shape.input_len();
        let positions = self.pool.map_or(self.shape.output.area(), FusedMaxPool::windows);
        let output_len = groups * filters * positions;
        let weight_len = filters * self.shape.patch_len();
        let (pixels, buffer) = buffer.as_chunks_mut().0.split_at_mut(self.layout.input_len());
        let (delta, buffer) = buffer.split_at_mut(self.layout.output_len());
        let (pooled_delta, buffer) = buffer.split_at_mut(self.pooled_len());
        let mut sums = dw.map(|dw| WeightSums::new(dw, buffer));
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
                if let Some(sums) = &mut sums {
                    self.layout.pack_inputs(group, &x[inputs.clone()], pixels);
                    sums.accumulate(group, pixels, delta, &self.layout);
                }
                if let Some(dx) = &mut dx {
                    let w = &self.w.as_slice()[group * weight_len..][..weight_len];
                    pixels.fill([T::zero(); LANES]);
                    accumulate_input_gradient(w, delta, &self.layout, pixels);
                    self.layout.unpack_inputs(group, pixels, &mut dx[inputs.clone()]);
                }
            }
        }
        if let Some(mut sums) = sums {
            sums.flush();
        }
    }
    // ANCHOR_END: gradients
}

impl<T: Float> DirectBackward<'_, T> {
    /// Interleaves `δ = dy ∘ f'(z)` of some images and one group, and adds its sums to `db`.
    fn pack_delta(
        &self,
        to_delta: Delta<'_, T>,
        group: usize,
        outputs: Outputs<'_, T>,
        db: &mut [f64],
        delta: &mut [Pixel<T>],
    ) {
        let Outputs { images, y, dy } = outputs;
        let filter_len = delta.len() / db.len();
        let (group_start, output_len) = (group * delta.len(), self.shape.groups * delta.len());
        let read = |image: usize, run: Range<usize>, delta: &mut [T]| {
            let start = image * output_len + group_start;
            delta.copy_from_slice(&dy[start..][run.clone()]);
            to_delta(&y[start..][run.clone()], delta);
            db[run.start / filter_len] += sum(delta).as_f64();
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

/// The number of taps whose input gradients are computed together, at [`POSITION_TILE`] positions.
const INPUT_TAP_TILE: usize = MAX_TILE;

/// The weights of groups of `filters` filters, `[filters, taps]` each, in tiles of up to
/// [`INPUT_TAP_TILE`] taps: in each, filter by filter, the weights of all its taps together.
fn pack_by_taps<T: Float>(w: &[T], taps: usize, filters: usize) -> Tensor<T> {
    let mut packed = Tensor::empty([w.len()]);
    let groups = packed.as_mut_slice().chunks_exact_mut(filters * taps);
    for (packed, w) in groups.zip(w.chunks_exact(filters * taps)) {
        for (n, tile) in packed.chunks_mut(INPUT_TAP_TILE * filters).enumerate() {
            let len = tile.len() / filters;
            for (tile, w) in tile.chunks_exact_mut(len).zip(w.chunks_exact(taps)) {
                tile.copy_from_slice(&w[n * INPUT_TAP_TILE..][..len]);
            }
        }
    }
    packed
}

/// The number of pixels of `δ` that are gone through for one tile of taps after the other, so that
/// they stay in an inner cache: those of 48 positions of 16 filters.
const INPUT_BLOCK: usize = 48 * 16;

/// The maximum number of positions of such a block.
const MAX_INPUT_POSITION_BLOCK: usize = 48;

/// Adds to `dx(origin(q) + offset(i))` the sums `Σ w(f, i)·δ(q, f)` over the filters `f`.
///
/// # Shapes
/// `w`: tiles of taps, each `[filters, taps of the tile]`; `delta`: positions × filters.
fn accumulate_input_gradient<T: Float>(
    w: &[T],
    delta: &[Pixel<T>],
    layout: &LaneLayout,
    dx: &mut [Pixel<T>],
) {
    let LaneLayout { tap_offsets: offsets, output_origins: origins, .. } = layout;
    let filters = delta.len() / origins.len();
    let block = (INPUT_BLOCK / filters).next_multiple_of(POSITION_TILE);
    let block = block.clamp(POSITION_TILE, MAX_INPUT_POSITION_BLOCK);
    let blocks = origins.chunks(block);
    for (origins, delta) in blocks.zip(delta.chunks(block * filters)) {
        let tiles = offsets.chunks(INPUT_TAP_TILE).zip(w.chunks(INPUT_TAP_TILE * filters));
        for (offsets, w) in tiles {
            let tiles = origins.chunks(POSITION_TILE);
            for (origins, delta) in tiles.zip(delta.chunks(POSITION_TILE * filters)) {
                with_const_tile!(
                    offsets.len(),
                    accumulate_input_gradient_tile(w, delta, offsets, origins, dx)
                );
            }
        }
    }
}

// ANCHOR: accumulate_input_gradient_tile
/// The part of `I` taps of all filters in the pixels that they meet at some positions.
#[inline(always)]
fn accumulate_input_gradient_tile<T: Float, const I: usize>(
    w: &[T],
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
    for (f, w) in w.as_chunks::<I>().0.iter().enumerate() {
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
