//! The forward pass of the direct algorithm: sums over the taps of a filter.

use super::fused_max_pool::FusedMaxPool;
use super::layout::{LaneLayout, Pixel};
use super::{FILTER_TILE, POSITION_TILE};
use crate::ConvShape;
use crate::blocks::{Apply, ForwardBlock, ForwardPass};
use numeric::Float;
use numeric::lanes::{LANES, Lanes};
use tensor::Tensor;

/// A direct convolution: what all blocks of images share.
pub(crate) struct DirectForward<'a, T: Float> {
    shape: &'a ConvShape,
    layout: LaneLayout,
    /// The filters of each group.
    groups: Vec<PackedFilters<T>>,
    b: &'a [T],
    /// The max pooling that is taken along, if there is one.
    pool: Option<&'a FusedMaxPool>,
}

impl<'a, T: Float> DirectForward<'a, T> {
    pub fn new(shape: &'a ConvShape, w: &[T], b: &'a [T], pool: Option<&'a FusedMaxPool>) -> Self {
        let groups = w.chunks_exact(shape.out_channels_per_group * shape.patch_len());
        let groups = groups.map(|w| PackedFilters::new(w, shape.patch_len())).collect();
        DirectForward { shape, layout: LaneLayout::new(shape), groups, b, pool }
    }
}

impl<T: Float> ForwardPass<T> for DirectForward<'_, T> {
    /// The number of elements of its workspace: for the images, for their outputs, and for the
    /// maxima.
    fn workspace_len(&self) -> usize {
        let windows = self.pool.map_or(0, FusedMaxPool::windows);
        let max_len = self.shape.out_channels_per_group * windows;
        (self.layout.input_len() + self.layout.output_len() + max_len) * LANES
    }

    // ANCHOR: forward
    /// The outputs for one block of images, [`LANES`] images at a time; or the maxima under each
    /// window, and which of its taps they are.
    fn run(&self, f: Apply<'_, T>, block: ForwardBlock<'_, T>, buffer: &mut [T]) {
        let ForwardBlock { x, y, argmax } = block;
        let ConvShape { groups, out_channels_per_group: filters, .. } = *self.shape;
        let input_len = self.shape.input_len();
        let output_len = y.len() / (x.len() / input_len);
        let (pixels, buffer) = buffer.as_chunks_mut().0.split_at_mut(self.layout.input_len());
        let (outputs, max) = buffer.split_at_mut(self.layout.output_len());
        let mut argmax = argmax.as_chunks_mut().0.chunks_exact_mut(output_len / groups);
        for (x, y) in x.chunks(LANES * input_len).zip(y.chunks_mut(LANES * output_len)) {
            let biases = self.b.chunks_exact(filters);
            for (group, (filters, b)) in self.groups.iter().zip(biases).enumerate() {
                self.layout.pack_inputs(group, x, pixels);
                filters.forward(pixels, &self.layout, b, f, outputs);
                match (self.pool, argmax.next()) {
                    (Some(pool), Some(argmax)) => {
                        let max = &mut max[..argmax.len()];
                        pool.forward(outputs, max, argmax);
                        self.layout.unpack_outputs(group, max, y);
                    }
                    _ => self.layout.unpack_outputs(group, outputs, y),
                }
            }
        }
    }
    // ANCHOR_END: forward
}

/// The number of positions that are gone through for one tile of filters after the other, so that
/// the pixels there stay in an inner cache.
const FORWARD_POSITION_BLOCK: usize = 32;

/// The filters of one group, in the order in which the sums read their weights.
struct PackedFilters<T: Float> {
    /// The weights in tiles of up to [`FILTER_TILE`] filters: in each, tap by tap, the weights of
    /// all its filters together.
    weights: Tensor<T>,
    count: usize,
    taps: usize,
}

impl<T: Float> PackedFilters<T> {
    /// Filters of `taps` weights each, `[filters, taps]`.
    fn new(w: &[T], taps: usize) -> Self {
        let count = w.len() / taps;
        let mut weights = Tensor::empty([w.len()]);
        let tiles = weights.as_mut_slice().chunks_mut(FILTER_TILE * taps);
        for (tile, w) in tiles.zip(w.chunks(FILTER_TILE * taps)) {
            let filters = w.len() / taps;
            for (i, packed) in tile.iter_mut().enumerate() {
                *packed = w[i % filters * taps + i / filters];
            }
        }
        PackedFilters { weights, count, taps }
    }

    /// The outputs `y(q, f) = apply(b(f) + Σ w(f, i)·x(origin(q) + offset(i)))`.
    fn forward(
        &self,
        x: &[Pixel<T>],
        layout: &LaneLayout,
        b: &[T],
        apply: Apply<'_, T>,
        y: &mut [Pixel<T>],
    ) {
        let LaneLayout { tap_offsets: offsets, output_origins: origins, .. } = layout;
        let blocks = origins.chunks(FORWARD_POSITION_BLOCK);
        for (origins, y) in blocks.zip(y.chunks_mut(FORWARD_POSITION_BLOCK * self.count)) {
            let tiles = self.weights.as_slice().chunks(FILTER_TILE * self.taps);
            for (i, weights) in tiles.enumerate() {
                let start = i * FILTER_TILE;
                let b = &b[start..];
                let y = y.chunks_mut(POSITION_TILE * self.count).map(|y| &mut y[start..]);
                let tiles = origins.chunks(POSITION_TILE).zip(y);
                with_const_tile!(
                    weights.len() / self.taps,
                    filter_tile(x, offsets, weights, tiles, self.count, b, apply)
                );
            }
        }
    }
}

/// `F` filters at some positions; the outputs at one position lie `step` pixels behind those at the
/// position before.
fn filter_tile<'a, T: Float, const F: usize>(
    x: &[Pixel<T>],
    offsets: &[usize],
    weights: &[T],
    tiles: impl Iterator<Item = (&'a [usize], &'a mut [Pixel<T>])>,
    step: usize,
    b: &[T],
    apply: Apply<'_, T>,
) {
    let b: &[T; F] = b.first_chunk().expect("a bias for each filter");
    let weights = &weights.as_chunks::<F>().0[..offsets.len()];
    for (origins, y) in tiles {
        // Where fewer are left, the last is computed again, and its copies not used.
        let x = std::array::from_fn(|i| &x[origins[i.min(origins.len() - 1)]..]);
        let sums = microkernel(x, offsets, weights);
        for (y, sums) in y.chunks_mut(step).zip(sums).take(origins.len()) {
            for ((y, sum), b) in y.iter_mut().zip(sums).zip(b) {
                *y = (sum + Lanes([*b; LANES])).0;
            }
            apply(y[..F].as_flattened_mut());
        }
    }
}

// ANCHOR: block
/// The sums of `F` filters at [`POSITION_TILE`] positions. For each tap, the pixels that it meets
/// there are loaded once and used for all filters, and the weight of each filter is loaded once and
/// used for all of these pixels.
#[inline(always)]
fn microkernel<T: Float, const F: usize>(
    x: [&[Pixel<T>]; POSITION_TILE],
    offsets: &[usize],
    weights: &[[T; F]],
) -> [[Lanes<T>; F]; POSITION_TILE] {
    let mut sums = [[Lanes::zero(); F]; POSITION_TILE];
    for (&offset, weights) in offsets.iter().zip(weights) {
        let x = x.map(|x| Lanes(x[offset]));
        for f in 0..F {
            for q in 0..POSITION_TILE {
                sums[q][f] = sums[q][f].mul_add_scalar(weights[f], x[q]);
            }
        }
    }
    sums
}
// ANCHOR_END: block
