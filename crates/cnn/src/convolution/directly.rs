//! The gradients of a direct convolution, on one block of images.

use super::backward::Block;
use super::filters::Filters;
use super::weight_sums::{FILTERS, add_lanes, add_weight_sums, interleave};
use super::{Geometry, Grid};
use crate::lanes::LANES;
use neurons::Activation;
use numeric::{Float, sum};

/// The numbers that a core's innermost cache of 32 kB has room for, beside others (28 kB of `f32`).
const CACHE: usize = 7_000;

/// What all blocks have in common.
pub(crate) struct Directly<'a, T: Float> {
    geometry: &'a Geometry,
    grid: Grid,
    offsets: Vec<usize>,
    /// For the image's gradient: in each group and each kind of planes, filters with the roles of
    /// channels exchanged, which look back from a pixel to the places that met it.
    backwards: Vec<Vec<Filters<T>>>,
    /// The images that are worked on together.
    together: usize,
    /// The registers of an image's answer that are, where an image does not fit the cache.
    band: usize,
}

impl<'a, T: Float> Directly<'a, T> {
    pub fn new(geometry: &'a Geometry, w: &[T], dx_wanted: bool, images: usize) -> Self {
        let grid = Grid::new(geometry);
        let groups = w.chunks_exact(geometry.filters * geometry.taps());
        let backwards = if dx_wanted {
            groups.map(|w| looking_back(geometry, &grid, w)).collect()
        } else {
            Vec::new()
        };
        // What the weights' gradient reads of an image again and again: a bundle of `δ`, a plane.
        let hot = FILTERS.min(geometry.filters) * grid.answer + grid.plane.area();
        let together = (CACHE / hot).clamp(1, images);
        let band = (grid.answer / LANES).div_ceil(hot.div_ceil(CACHE));
        Directly { geometry, offsets: grid.offsets(), grid, backwards, together, band }
    }

    /// The numbers kept of each image until the weights' gradient is done.
    fn kept_len(&self) -> usize {
        self.grid.planes_len() + self.geometry.filters * self.grid.answer
    }

    /// How many numbers it takes to work in.
    pub fn room(&self) -> usize {
        let answers = Filters::<T>::room(self.image_answer());
        let kept = self.together * self.kept_len() + self.sums_len();
        kept + self.frames_len() + self.grid.planes_len() + answers
    }

    /// A register for each weight of all groups.
    fn sums_len(&self) -> usize {
        self.geometry.weights_len() * LANES
    }

    /// `δ` of all filters of a group, each between its margins.
    fn frames_len(&self) -> usize {
        self.geometry.filters * self.grid.framed_len()
    }

    /// The places of a plane, up to a whole number of registers.
    fn image_answer(&self) -> usize {
        self.grid.plane.area().next_multiple_of(LANES)
    }

    /// The gradients of one block of images.
    pub fn gradients<A: Activation<T>>(&self, f: A, block: Block<'_, T>, scratch: &mut [T]) {
        let Block { x, y, dy, mut dx, mut dw, db } = block;
        let Geometry { groups, filters, .. } = *self.geometry;
        let (len, answer) = (self.geometry.group_len(), filters * self.geometry.output.area());
        let weights = filters * self.geometry.taps();
        let (kept, scratch) = scratch.split_at_mut(self.together * self.kept_len());
        let (frames, scratch) = scratch.split_at_mut(self.frames_len());
        let (sums, scratch) = scratch.split_at_mut(self.sums_len());
        frames.fill(T::zero());
        sums.fill(T::zero());
        let images = x.len() / self.geometry.image_len();
        for group in 0..groups {
            for first in (0..images).step_by(self.together) {
                let together = self.together.min(images - first);
                for (i, kept) in kept.chunks_exact_mut(self.kept_len()).take(together).enumerate() {
                    let part = (first + i) * groups + group;
                    let answers = (&y[part * answer..][..answer], &dy[part * answer..][..answer]);
                    self.delta(f, answers, &mut db[group * filters..][..filters], frames);
                    if let Some(dx) = &mut dx {
                        self.image_gradient(group, frames, &mut dx[part * len..][..len], scratch);
                    }
                    if dw.is_some() {
                        self.keep(&x[part * len..][..len], frames, kept);
                    }
                }
                if dw.is_some() {
                    let sums = &mut sums[group * weights * LANES..][..weights * LANES];
                    self.weight_gradient(&kept[..together * self.kept_len()], sums);
                }
            }
        }
        if let Some(dw) = &mut dw {
            let groups = sums.chunks_exact(weights * LANES).zip(dw.chunks_exact_mut(weights));
            groups.for_each(|(sums, dw)| add_lanes(sums, self.geometry.taps(), dw));
        }
    }

    /// `δ = dy ∘ f'(z)` of one image and group, each filter's in its frame of zeros; and its sum.
    fn delta<A: Activation<T>>(&self, f: A, (y, dy): (&[T], &[T]), db: &mut [T], frames: &mut [T]) {
        let (area, width) = (self.geometry.output.area(), self.geometry.output.width);
        let answers = y.chunks_exact(area).zip(dy.chunks_exact(area));
        let frames = frames.chunks_exact_mut(self.grid.framed_len());
        for (((y, dy), frame), db) in answers.zip(frames).zip(db) {
            let rows = frame[self.grid.margin..].chunks_mut(self.grid.plane.width);
            for ((row, y), dy) in rows.zip(y.chunks_exact(width)).zip(dy.chunks_exact(width)) {
                for ((delta, y), dy) in row.iter_mut().zip(y).zip(dy) {
                    *delta = *dy * f.derivative(*y, *y);
                }
            }
            *db += sum(frame);
        }
    }

    /// The image's gradient: each channel's planes are a convolution of the frames.
    fn image_gradient(&self, group: usize, frames: &[T], dx: &mut [T], scratch: &mut [T]) {
        let (planes, room) = scratch.split_at_mut(self.grid.planes_len());
        let (area, phases) = (self.grid.plane.area(), self.grid.phases());
        for (phase, filters) in self.backwards[group].iter().enumerate() {
            filters.answers(
                frames,
                self.image_answer(),
                room,
                |_, sum| sum,
                |channel, sums| {
                    planes[(channel * phases + phase) * area..][..area]
                        .copy_from_slice(&sums[..area]);
                },
            );
        }
        self.grid.collect(planes, dx);
    }

    /// Lays out what the weights' gradient needs of an image.
    fn keep(&self, x: &[T], frames: &[T], kept: &mut [T]) {
        let (planes, bundles) = kept.split_at_mut(self.grid.planes_len());
        self.grid.spread(x, planes);
        let (margin, answer) = (self.grid.margin, self.grid.answer);
        interleave(frames, self.grid.framed_len(), margin, answer, bundles);
    }

    fn weight_gradient(&self, kept: &[T], sums: &mut [T]) {
        let images = kept.chunks_exact(self.kept_len());
        let images: Vec<_> = images.map(|kept| kept.split_at(self.grid.planes_len())).collect();
        add_weight_sums(&images, &self.offsets, self.grid.answer, self.band, sums);
    }
}

/// A group's filters as its pixels see them, for each kind of planes.
fn looking_back<T: Float>(geometry: &Geometry, grid: &Grid, w: &[T]) -> Vec<Filters<T>> {
    let (taps, area) = (geometry.taps(), geometry.window.kernel.area());
    let places: Vec<[usize; 3]> = geometry.kernel_places().take(area).collect();
    let of_phase = |phase: usize| {
        let seen = |(tap, place): (usize, &[usize; 3])| {
            let (of, shift) = grid.offset(*place);
            (of == phase).then_some((tap, grid.margin - shift))
        };
        let seen: Vec<(usize, usize)> = places.iter().enumerate().filter_map(seen).collect();
        let frames = (0..geometry.filters).map(|filter| filter * grid.framed_len());
        let offsets = frames.flat_map(|frame| seen.iter().map(move |(_, offset)| frame + offset));
        let offsets = offsets.collect();
        Filters::new(geometry.channels, offsets, |channel, i| {
            let (filter, (tap, _)) = (i / seen.len(), seen[i % seen.len()]);
            w[filter * taps + channel * area + tap]
        })
    };
    (0..grid.phases()).map(of_phase).collect()
}
