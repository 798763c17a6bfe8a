//! The answers of a direct convolution, to one block of images.

use super::Geometry;
use super::filters::Filters;
use super::maxima::Maxima;
use super::side_by_side::SideBySide;
use crate::compiled::Apply;
use crate::lanes::LANES;
use numeric::Float;

/// What all blocks have in common.
pub(crate) struct Answers<'a, T: Float> {
    geometry: &'a Geometry,
    layout: SideBySide,
    /// The filters of each group.
    groups: Vec<Filters<T>>,
    b: &'a [T],
    /// The windows, where only the largest answers are wanted.
    maxima: Option<&'a Maxima>,
}

impl<'a, T: Float> Answers<'a, T> {
    pub fn new(geometry: &'a Geometry, [w, b]: [&'a [T]; 2], maxima: Option<&'a Maxima>) -> Self {
        let groups = w.chunks_exact(geometry.filters * geometry.taps());
        let groups = groups.map(|w| Filters::new(w, geometry.taps())).collect();
        Answers { geometry, layout: SideBySide::new(geometry), groups, b, maxima }
    }

    /// How many numbers it takes to work in: for images, for their answers, and for the largest.
    pub fn room(&self) -> usize {
        let windows = self.maxima.map_or(0, Maxima::windows);
        let largest = self.geometry.filters * windows;
        (self.layout.image_len() + self.layout.answer_len() + largest) * LANES
    }

    // ANCHOR: answer
    /// The answers to one block of images, as many side by side as a register has lanes; or the
    /// largest under each window, and which these are.
    pub fn answer(
        &self,
        f: Apply<'_, T>,
        x: &[T],
        y: &mut [T],
        winners: &mut [T],
        scratch: &mut [T],
    ) {
        let Geometry { groups, filters, .. } = *self.geometry;
        let image = self.geometry.image_len();
        let answer = y.len() / (x.len() / image);
        let SideBySide { offsets, places, .. } = &self.layout;
        let (pixels, scratch) = scratch.as_chunks_mut().0.split_at_mut(self.layout.image_len());
        let (answers, largest) = scratch.split_at_mut(self.layout.answer_len());
        let mut winners = winners.as_chunks_mut().0.chunks_exact_mut(answer / groups);
        for (x, y) in x.chunks(LANES * image).zip(y.chunks_mut(LANES * answer)) {
            let of_groups = self.groups.iter().zip(self.b.chunks_exact(filters));
            for (group, (filters, b)) in of_groups.enumerate() {
                self.layout.lay_images(group, x, pixels);
                filters.answers(pixels, offsets, places, b, f, answers);
                match (self.maxima, winners.next()) {
                    (Some(maxima), Some(winners)) => {
                        let largest = &mut largest[..winners.len()];
                        maxima.find(answers, largest, winners);
                        self.layout.part_answers(group, largest, y);
                    }
                    _ => self.layout.part_answers(group, answers, y),
                }
            }
        }
    }
    // ANCHOR_END: answer
}
