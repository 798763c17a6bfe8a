//! The forward pass with the channels last: sums over channels and taps.

use super::layout::PixelLayout;
use super::microkernel::{add_products, registers, registers_mut};
use super::weights::{PanelOrder, Tile};
use super::{DEPTH_BLOCK, POSITION_BLOCK, ROW_TILE};
use crate::ConvShape;
use crate::blocks::{Apply, ForwardBlock, ForwardPass};
use numeric::Float;
use numeric::lanes::{LANES, Lanes};
use tensor::Tensor;

/// A convolution with the channels last: what all blocks of images share.
pub(crate) struct ChannelsLastForward<'a, T: Float> {
    shape: &'a ConvShape,
    layout: PixelLayout,
    /// The weights and the biases of each group.
    groups: Vec<(Tensor<T>, &'a [T])>,
}

impl<'a, T: Float> ChannelsLastForward<'a, T> {
    pub fn new(shape: &'a ConvShape, w: &[T], b: &'a [T]) -> Self {
        let filters = shape.out_channels_per_group;
        let groups = w.chunks_exact(filters * shape.patch_len()).zip(b.chunks_exact(filters));
        let order = PanelOrder::filters(shape, shape.in_channels_per_group);
        let groups = groups.map(|(w, b)| (order.pack(w), b)).collect();
        ChannelsLastForward { shape, layout: PixelLayout::new(shape), groups }
    }
}

impl<T: Float> ForwardPass<T> for ChannelsLastForward<'_, T> {
    /// The number of elements of its workspace: for a bundle of images and its outputs.
    fn workspace_len(&self) -> usize {
        self.layout.images_len() + self.layout.outputs_len()
    }

    /// The outputs for one block of images.
    fn run(&self, f: Apply<'_, T>, block: ForwardBlock<'_, T>, buffer: &mut [T]) {
        let ForwardBlock { x, y, .. } = block;
        let [input_len, output_len] = [self.shape.input_len(), self.shape.output_len()];
        let (group_input_len, bundle) = (self.shape.group_input_len(), self.layout.bundle());
        let (pixels, buffer) = buffer.split_at_mut(self.layout.images_len());
        let z = &mut buffer[..self.layout.outputs_len()];
        for (x, y) in x.chunks(bundle * input_len).zip(y.chunks_mut(bundle * output_len)) {
            for (group, (w, b)) in self.groups.iter().enumerate() {
                let x = x.chunks_exact(input_len).map(|x| &x[group * group_input_len..]);
                self.layout.pack_images(x.map(|x| &x[..group_input_len]), pixels);
                for z in z.chunks_exact_mut(self.layout.filters.stored) {
                    z[..b.len()].copy_from_slice(b);
                }
                let origins = self.layout.origins(y.len() / output_len);
                self.add_products(pixels, w.as_slice(), origins, z);
                let group_len = output_len / self.groups.len();
                for (image, y) in y.chunks_exact_mut(output_len).enumerate() {
                    let y = &mut y[group * group_len..][..group_len];
                    self.layout.unpack_output(image, z, y);
                    f(y);
                }
            }
        }
    }
}

impl<T: Float> ChannelsLastForward<'_, T> {
    /// `z(q, f) += Σ x(origin(q) + offset(i), c)·w(i, c, f)`.
    fn add_products(&self, x: &[T], w: &[T], origins: &[usize], z: &mut [T]) {
        let PixelLayout { channels, filters, tap_offsets, .. } = &self.layout;
        let depth = tap_offsets.len() * channels.count;
        let blocks = origins.chunks(POSITION_BLOCK);
        for (origins, z) in blocks.zip(z.chunks_mut(POSITION_BLOCK * filters.stored)) {
            for tile in Tile::all(filters.count) {
                let (w, z) = (&w[tile.range(depth)], &mut z[tile.start..]);
                with_const_vectors!(tile.vectors, add_tile(&self.layout, x, w, origins, z));
            }
        }
    }
}

/// Adds the sums of `V` registers of filters at some positions: those over [`DEPTH_BLOCK`] channels and taps
/// after the others, so that their weights stay in the innermost cache.
#[inline(always)]
fn add_tile<T: Float, const V: usize>(
    layout: &PixelLayout,
    x: &[T],
    w: &[T],
    origins: &[usize],
    z: &mut [T],
) {
    let (channels, step) = (layout.channels, layout.filters.stored);
    let w: &[[[T; LANES]; V]] = w.as_chunks().0.as_chunks().0;
    let taps = (DEPTH_BLOCK / channels.count).max(1);
    for (offsets, w) in layout.tap_offsets.chunks(taps).zip(w.chunks(taps * channels.count)) {
        for first in (0..channels.count).step_by(DEPTH_BLOCK) {
            let last = channels.count.min(first + DEPTH_BLOCK);
            for (origins, z) in origins.chunks(ROW_TILE).zip(z.chunks_mut(ROW_TILE * step)) {
                // Where fewer positions are left, the last is computed again, and its copies not used.
                let q: [usize; ROW_TILE] = std::array::from_fn(|r| r.min(origins.len() - 1));
                let mut sums = q.map(|q| registers(&z[q * step..]).map(Lanes));
                for (offset, w) in offsets.iter().zip(w.chunks_exact(channels.count)) {
                    let x = q.map(|q| &x[(origins[q] + offset) * channels.stored + first..]);
                    add_products(x, &w[first..last], &mut sums);
                }
                for (z, sums) in z.chunks_mut(step).zip(sums).take(origins.len()) {
                    *registers_mut::<T, V>(z) = sums.map(|sum| sum.0);
                }
            }
        }
    }
}
