//! The gradients of a direct convolution, on one block of images.

use super::Geometry;
use super::backward::Block;
use super::maxima::Maxima;
use super::pixel_sums::add_pixel_sums;
use super::side_by_side::{Pixel, SideBySide};
use super::weight_sums::{add_lanes, add_weight_sums};
use crate::compiled::Delta;
use crate::lanes::LANES;
use numeric::{Float, sum};
use std::ops::Range;

/// What all blocks have in common.
pub(crate) struct Directly<'a, T> {
    geometry: &'a Geometry,
    layout: SideBySide,
    w: &'a [T],
    maxima: Option<&'a Maxima>,
}

impl<'a, T: Float> Directly<'a, T> {
    pub fn new(geometry: &'a Geometry, w: &'a [T], maxima: Option<&'a Maxima>) -> Self {
        Directly { geometry, layout: SideBySide::new(geometry), w, maxima }
    }

    /// How many numbers it takes to work in: for images, for `δ`, and for the sums of each weight.
    pub fn room(&self) -> usize {
        let (images, delta) = (self.layout.image_len(), self.layout.answer_len());
        (images + delta + self.largest_len() + self.geometry.weights_len()) * LANES
    }

    /// How many of a group's answers are the largest, where only these are known.
    fn largest_len(&self) -> usize {
        self.maxima.map_or(0, |maxima| self.geometry.filters * maxima.windows())
    }

    // ANCHOR: gradients
    /// The gradients of one block of images, as many side by side as a register has lanes.
    pub fn gradients(&self, to_delta: Delta<'_, T>, block: Block<'_, T>, scratch: &mut [T]) {
        let Block { x, y, dy, winners, mut dx, mut dw, db } = block;
        let Geometry { groups, filters, .. } = *self.geometry;
        let image = self.geometry.image_len();
        let answer = y.len() / (x.len() / image);
        let SideBySide { offsets, places, .. } = &self.layout;
        let weights = filters * offsets.len();
        let (pixels, scratch) = scratch.as_chunks_mut().0.split_at_mut(self.layout.image_len());
        let (delta, scratch) = scratch.split_at_mut(self.layout.answer_len());
        let (largest, scratch) = scratch.split_at_mut(self.largest_len());
        let sums = &mut scratch[..groups * weights];
        sums.fill([T::zero(); LANES]);
        let mut winners = winners.as_chunks().0.chunks_exact(answer / groups);
        for (n, x) in x.chunks(LANES * image).enumerate() {
            let known = [y, dy].map(|y| &y[n * LANES * answer..]);
            for (group, db) in db.chunks_exact_mut(filters).enumerate() {
                let images = x.len() / image;
                match (self.maxima, winners.next()) {
                    (Some(maxima), Some(winners)) => {
                        self.lay_delta(to_delta, group, images, known, db, largest);
                        maxima.give_back(largest, winners, delta);
                    }
                    _ => self.lay_delta(to_delta, group, images, known, db, delta),
                }
                if dw.is_some() {
                    self.layout.lay_images(group, x, pixels);
                    let sums = &mut sums[group * weights..][..weights];
                    add_weight_sums(pixels, delta, offsets, places, sums);
                }
                if let Some(dx) = &mut dx {
                    let w = &self.w[group * weights..][..weights];
                    pixels.fill([T::zero(); LANES]);
                    add_pixel_sums(w, delta, offsets, places, pixels);
                    self.layout.part_images(group, pixels, &mut dx[n * LANES * image..][..x.len()]);
                }
            }
        }
        if let Some(dw) = &mut dw {
            add_lanes(sums, dw);
        }
    }
    // ANCHOR_END: gradients

    /// Lays `δ = dy ∘ f'(z)` of some images and one group side by side, and adds its sums to `db`.
    fn lay_delta(
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
        self.layout.lay_answers(images, read, delta);
    }
}
