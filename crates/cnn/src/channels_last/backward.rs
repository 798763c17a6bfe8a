//! The backward pass with the channels last, and its sums over filters for the images.

use super::layout::PixelLayout;
use super::microkernel::{Sums, add_products, registers_mut};
use super::weight_gradient::WeightSums;
use super::weights::{PanelOrder, Tile};
use super::{DEPTH_BLOCK, POSITION_BLOCK, ROW_TILE};
use crate::ConvShape;
use crate::blocks::{BackwardBlock, BackwardPass, Delta};
use numeric::lanes::{LANES, Lanes};
use numeric::{Float, sum};
use tensor::Tensor;

/// The gradients of a convolution with the channels last: what all blocks of images share.
pub(crate) struct ChannelsLastBackward<'a, T: Float> {
    shape: &'a ConvShape,
    layout: PixelLayout,
    /// The weights of each group, with the channels in the lanes.
    groups: Vec<Tensor<T>>,
}

impl<'a, T: Float> ChannelsLastBackward<'a, T> {
    pub fn new(shape: &'a ConvShape, w: &[T]) -> Self {
        let groups = w.chunks_exact(shape.out_channels_per_group * shape.patch_len());
        let order = PanelOrder::channels(shape);
        let groups = groups.map(|w| order.pack(w)).collect();
        ChannelsLastBackward { shape, layout: PixelLayout::new(shape), groups }
    }
}

impl<T: Float> BackwardPass<T> for ChannelsLastBackward<'_, T> {
    /// The number of elements of its workspace: for a bundle of images, for `δ` of it, for that of an image
    /// as it comes, and for the sums of the weights.
    fn workspace_len(&self) -> usize {
        let (bundle, sums) = (&self.layout, WeightSums::<T>::len(self.shape, &self.layout));
        bundle.images_len() + bundle.outputs_len() + self.shape.output_len() + sums
    }

    /// The gradients of one block of images.
    fn run(&self, to_delta: Delta<'_, T>, block: BackwardBlock<'_, T>, buffer: &mut [T]) {
        let BackwardBlock { x, y, dy, mut dx, dw, db, .. } = block;
        let [input_len, output_len] = [self.shape.input_len(), self.shape.output_len()];
        let group_input_len = self.shape.group_input_len();
        let (pixels, buffer) = buffer.split_at_mut(self.layout.images_len());
        let (delta, buffer) = buffer.split_at_mut(self.layout.outputs_len());
        let (planes, buffer) = buffer.split_at_mut(output_len / self.shape.groups);
        let mut sums = dw.map(|dw| WeightSums::new(self.shape, &self.layout, dw, buffer));
        for (n, dy) in dy.chunks(self.layout.bundle() * output_len).enumerate() {
            let first = n * self.layout.bundle();
            let images = dy.len() / output_len;
            let inputs = first * input_len..(first + images) * input_len;
            let (y, origins) = (&y[first * output_len..], self.layout.origins(images));
            for (group, w) in self.groups.iter().enumerate() {
                let db = &mut db[group * self.shape.out_channels_per_group..];
                for (image, (y, dy)) in
                    y.chunks_exact(output_len).zip(dy.chunks_exact(output_len)).enumerate()
                {
                    let part = group * planes.len()..(group + 1) * planes.len();
                    planes.copy_from_slice(&dy[part.clone()]);
                    to_delta(&y[part], planes);
                    for (db, delta) in
                        db.iter_mut().zip(planes.chunks_exact(self.shape.output.area()))
                    {
                        *db += sum(delta).as_f64();
                    }
                    self.layout.pack_output(image, planes, delta);
                }
                if let Some(sums) = &mut sums {
                    let x = x[inputs.clone()].chunks_exact(input_len);
                    let x = x.map(|x| &x[group * group_input_len..][..group_input_len]);
                    self.layout.pack_images(x, pixels);
                    sums.accumulate(group, pixels, origins, delta);
                }
                if let Some(dx) = &mut dx {
                    pixels.fill(T::zero());
                    self.accumulate_input_gradient(w.as_slice(), delta, origins, pixels);
                    let dx = dx[inputs.clone()].chunks_exact_mut(input_len);
                    let dx = dx.map(|dx| &mut dx[group * group_input_len..][..group_input_len]);
                    self.layout.unpack_images(pixels, dx);
                }
            }
        }
        if let Some(mut sums) = sums {
            sums.flush();
        }
    }
}

impl<T: Float> ChannelsLastBackward<'_, T> {
    /// Adds to `dx(origin(q) + offset(i), c)` the sums `Σ δ(q, f)·w(i, f, c)` over the filters `f`.
    fn accumulate_input_gradient(&self, w: &[T], delta: &[T], origins: &[usize], dx: &mut [T]) {
        let PixelLayout { channels, filters, tap_offsets, .. } = &self.layout;
        let depth = tap_offsets.len() * filters.count;
        let blocks = origins.chunks(POSITION_BLOCK);
        for (origins, delta) in blocks.zip(delta.chunks(POSITION_BLOCK * filters.stored)) {
            for tile in Tile::all(channels.count) {
                let (w, dx) = (&w[tile.range(depth)], &mut dx[tile.start..]);
                with_const_vectors!(tile.vectors, add_tile(&self.layout, delta, w, origins, dx));
            }
        }
    }
}

/// The part of `δ` at some positions in `V` registers of channels of the pixels that the kernel's taps
/// meet there: of [`DEPTH_BLOCK`] filters after the other, so that their weights stay in the innermost
/// cache.
#[inline(always)]
fn add_tile<T: Float, const V: usize>(
    layout: &PixelLayout,
    delta: &[T],
    w: &[T],
    origins: &[usize],
    dx: &mut [T],
) {
    let (step, filters) = (layout.channels.stored, layout.filters);
    let taps = w.as_chunks::<LANES>().0.as_chunks::<V>().0.chunks_exact(filters.count);
    for (offset, w) in layout.tap_offsets.iter().zip(taps) {
        for (n, w) in w.chunks(DEPTH_BLOCK).enumerate() {
            let tiles = origins.chunks(ROW_TILE).zip(delta.chunks(ROW_TILE * filters.stored));
            for (origins, delta) in tiles {
                // Where fewer positions are left, the last is computed again, and its copies not used.
                let row = |q: usize| q.min(origins.len() - 1) * filters.stored + n * DEPTH_BLOCK;
                let mut sums: Sums<T, V> = [[Lanes::zero(); V]; ROW_TILE];
                add_products(std::array::from_fn(|q| &delta[row(q)..]), w, &mut sums);
                for (origin, sums) in origins.iter().zip(sums) {
                    let dx = registers_mut::<T, V>(&mut dx[(origin + offset) * step..]);
                    dx.iter_mut().zip(sums).for_each(|(dx, sum)| *dx = (Lanes(*dx) + sum).0);
                }
            }
        }
    }
}
