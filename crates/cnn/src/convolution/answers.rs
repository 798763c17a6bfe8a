//! The answers of a direct convolution, to one block of images.

use super::ConvShape;
use super::filters::PackedFilters;
use super::maxima::FusedMaxPool;
use super::side_by_side::LaneLayout;
use crate::compiled::Apply;
use crate::lanes::LANES;
use numeric::Float;

/// What all blocks have in common.
pub(crate) struct DirectForward<'a, T: Float> {
    geometry: &'a ConvShape,
    layout: LaneLayout,
    /// The filters of each group.
    groups: Vec<PackedFilters<T>>,
    b: &'a [T],
    /// The windows, where only the largest answers are wanted.
    maxima: Option<&'a FusedMaxPool>,
}

impl<'a, T: Float> DirectForward<'a, T> {
    pub fn new(
        geometry: &'a ConvShape,
        [w, b]: [&'a [T]; 2],
        maxima: Option<&'a FusedMaxPool>,
    ) -> Self {
        let groups = w.chunks_exact(geometry.out_channels_per_group * geometry.patch_len());
        let groups = groups.map(|w| PackedFilters::new(w, geometry.patch_len())).collect();
        DirectForward { geometry, layout: LaneLayout::new(geometry), groups, b, maxima }
    }

    /// How many numbers it takes to work in: for images, for their answers, and for the largest.
    pub fn workspace_len(&self) -> usize {
        let windows = self.maxima.map_or(0, FusedMaxPool::windows);
        let largest = self.geometry.out_channels_per_group * windows;
        (self.layout.input_len() + self.layout.output_len() + largest) * LANES
    }

    // ANCHOR: answer
    /// The answers to one block of images, as many side by side as a register has lanes; or the
    /// largest under each window, and which these are.
    pub fn run(&self, f: Apply<'_, T>, x: &[T], y: &mut [T], winners: &mut [T], scratch: &mut [T]) {
        let ConvShape { groups, out_channels_per_group: filters, .. } = *self.geometry;
        let image = self.geometry.input_len();
        let answer = y.len() / (x.len() / image);
        let LaneLayout { tap_offsets: offsets, output_origins: places, .. } = &self.layout;
        let (pixels, scratch) = scratch.as_chunks_mut().0.split_at_mut(self.layout.input_len());
        let (answers, largest) = scratch.split_at_mut(self.layout.output_len());
        let mut winners = winners.as_chunks_mut().0.chunks_exact_mut(answer / groups);
        for (x, y) in x.chunks(LANES * image).zip(y.chunks_mut(LANES * answer)) {
            let of_groups = self.groups.iter().zip(self.b.chunks_exact(filters));
            for (group, (filters, b)) in of_groups.enumerate() {
                self.layout.pack_inputs(group, x, pixels);
                filters.forward(pixels, offsets, places, b, f, answers);
                match (self.maxima, winners.next()) {
                    (Some(maxima), Some(winners)) => {
                        let largest = &mut largest[..winners.len()];
                        maxima.forward(answers, largest, winners);
                        self.layout.unpack_outputs(group, largest, y);
                    }
                    _ => self.layout.unpack_outputs(group, answers, y),
                }
            }
        }
    }
    // ANCHOR_END: answer
}
