//! The gradients of a direct convolution, on one block of images.

use super::ConvShape;
use super::backward::BackwardBlock;
use super::maxima::FusedMaxPool;
use super::pixel_sums::accumulate_input_gradient;
use super::side_by_side::{LaneLayout, Pixel};
use super::weight_sums::{accumulate_weight_gradient, reduce_lanes_into};
use crate::compiled::Delta;
use crate::lanes::LANES;
use numeric::{Float, sum};
use std::ops::Range;

/// What all blocks have in common.
pub(crate) struct DirectBackward<'a, T> {
    geometry: &'a ConvShape,
    layout: LaneLayout,
    w: &'a [T],
    maxima: Option<&'a FusedMaxPool>,
}

impl<'a, T: Float> DirectBackward<'a, T> {
    pub fn new(geometry: &'a ConvShape, w: &'a [T], maxima: Option<&'a FusedMaxPool>) -> Self {
        DirectBackward { geometry, layout: LaneLayout::new(geometry), w, maxima }
    }

    /// How many numbers it takes to work in: for images, for `δ`, and for the sums of each weight.
    pub fn workspace_len(&self) -> usize {
        let (images, delta) = (self.layout.input_len(), self.layout.output_len());
        (images + delta + self.fused_output_len() + self.geometry.weight_len()) * LANES
    }

    /// How many of a group's answers are the largest, where only these are known.
    fn fused_output_len(&self) -> usize {
        self.maxima.map_or(0, |maxima| self.geometry.out_channels_per_group * maxima.windows())
    }

    // ANCHOR: gradients
    /// The gradients of one block of images, as many side by side as a register has lanes.
    pub fn run(&self, to_delta: Delta<'_, T>, block: BackwardBlock<'_, T>, scratch: &mut [T]) {
        let BackwardBlock { x, y, dy, argmax: winners, mut dx, mut dw, db } = block;
        let ConvShape { groups, out_channels_per_group: filters, .. } = *self.geometry;
        let image = self.geometry.input_len();
        let answer = y.len() / (x.len() / image);
        let LaneLayout { tap_offsets: offsets, output_origins: places, .. } = &self.layout;
        let weights = filters * offsets.len();
        let (pixels, scratch) = scratch.as_chunks_mut().0.split_at_mut(self.layout.input_len());
        let (delta, scratch) = scratch.split_at_mut(self.layout.output_len());
        let (largest, scratch) = scratch.split_at_mut(self.fused_output_len());
        let sums = &mut scratch[..groups * weights];
        sums.fill([T::zero(); LANES]);
        let mut winners = winners.as_chunks().0.chunks_exact(answer / groups);
        for (n, x) in x.chunks(LANES * image).enumerate() {
            let known = [y, dy].map(|y| &y[n * LANES * answer..]);
            for (group, db) in db.chunks_exact_mut(filters).enumerate() {
                let images = x.len() / image;
                match (self.maxima, winners.next()) {
                    (Some(maxima), Some(winners)) => {
                        self.pack_delta(to_delta, group, images, known, db, largest);
                        maxima.backward(largest, winners, delta);
                    }
                    _ => self.pack_delta(to_delta, group, images, known, db, delta),
                }
                if dw.is_some() {
                    self.layout.pack_inputs(group, x, pixels);
                    let sums = &mut sums[group * weights..][..weights];
                    accumulate_weight_gradient(pixels, delta, offsets, places, sums);
                }
                if let Some(dx) = &mut dx {
                    let w = &self.w[group * weights..][..weights];
                    pixels.fill([T::zero(); LANES]);
                    accumulate_input_gradient(w, delta, offsets, places, pixels);
                    self.layout.unpack_inputs(
                        group,
                        pixels,
                        &mut dx[n * LANES * image..][..x.len()],
                    );
                }
            }
        }
        if let Some(dw) = &mut dw {
            reduce_lanes_into(sums, dw);
        }
    }
    // ANCHOR_END: gradients

    /// Lays `δ = dy ∘ f'(z)` of some images and one group side by side, and adds its sums to `db`.
    fn pack_delta(
        &self,
        to_delta: Delta<'_, T>,
        group: usize,
        images: usize,
        [y, dy]: [&[T]; 2],
        db: &mut [T],
        delta: &mut [Pixel<T>],
    ) {
        let (of_filter, answer) = (delta.len() / db.len(), delta.len() * self.geometry.groups);
        let read = |image: usize, run: Range<usize>, delta: &mut [T]| {
            let at = image * answer + group * of_filter * db.len();
            let [y, dy] = [y, dy].map(|y| &y[at..][run.clone()]);
            delta.copy_from_slice(dy);
            to_delta(y, delta);
            db[run.start / of_filter] += sum(delta);
        };
        self.layout.pack_outputs(images, read, delta);
    }
}
