//! The numbers of one channel lie apart: in a piece of every sample. How to go through them all.

use crate::sums::{add, sum};
use nalgebra::DMatrixViewMut;
use numeric::{Float, par_column_chunks, par_reduce_ranges};
use std::ops::Range;
use tensor::Shape;

/// A batch `[n, channels, …]`: each sample has `places` numbers of every channel, one after the
/// other; a table `[n, features]` has one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChannelLayout {
    /// The samples.
    pub samples: usize,
    /// The channels of a sample.
    pub channels: usize,
    /// The numbers of a channel in one sample.
    pub spatial: usize,
}

/// What one number costs in one pass, in multiply-adds.
const WORK: usize = 8;

impl ChannelLayout {
    /// How a batch of this shape lies in memory.
    ///
    /// # Panics
    /// If it has no axis of channels.
    #[track_caller]
    pub fn of(shape: Shape) -> Self {
        match shape.dims() {
            [samples, channels, places @ ..] => {
                let places = places.iter().product();
                ChannelLayout { samples: *samples, channels: *channels, spatial: places }
            }
            _ => panic!("{shape:?} has no channels: they are the second axis"),
        }
    }

    /// The numbers of one channel in the whole batch.
    pub fn elements_per_channel(self) -> usize {
        self.samples * self.spatial
    }

    /// The numbers of one sample.
    fn sample_len(self) -> usize {
        self.channels * self.spatial
    }

    /// The sum over each channel of what `f` makes of the numbers of `x` at each place and of the
    /// channel's own numbers `p`.
    pub(crate) fn reduce<T: Float, const N: usize, const P: usize>(
        self,
        x: [&[T]; N],
        p: [&[T]; P],
        f: impl Fn([T; N], [T; P]) -> T + Sync,
    ) -> Vec<T> {
        let block = |samples: Range<usize>| {
            let mut totals = vec![T::zero(); self.channels];
            for sample in samples {
                let x = x.map(|x| &x[sample * self.sample_len()..][..self.sample_len()]);
                self.accumulate_sample_gradient(&mut totals, x, p, &f);
            }
            totals
        };
        par_reduce_ranges(self.samples, WORK * self.sample_len(), &block, add)
    }

    fn accumulate_sample_gradient<T: Float, const N: usize, const P: usize>(
        self,
        totals: &mut [T],
        x: [&[T]; N],
        p: [&[T]; P],
        f: &impl Fn([T; N], [T; P]) -> T,
    ) {
        if self.spatial == 1 {
            let p = p.map(|p| &p[..totals.len()]);
            for (c, total) in totals.iter_mut().enumerate() {
                *total += f(x.map(|x| x[c]), p.map(|p| p[c]));
            }
            return;
        }
        for (c, total) in totals.iter_mut().enumerate() {
            let x = x.map(|x| &x[c * self.spatial..][..self.spatial]);
            *total += sum(x, p.map(|p| p[c]), f);
        }
    }

    /// Writes to `y` what `f` makes of the numbers of `x` at each place and of the channel's own
    /// numbers `p`.
    pub(crate) fn map<T: Float, const N: usize, const P: usize>(
        self,
        y: &mut [T],
        x: [&[T]; N],
        p: [&[T]; P],
        f: impl Fn([T; N], [T; P]) -> T + Sync,
    ) {
        let y = DMatrixViewMut::from_slice(y, self.sample_len(), self.samples);
        par_column_chunks(y, WORK * self.sample_len(), &|first, mut y| {
            for (i, mut y) in y.column_iter_mut().enumerate() {
                let x = x.map(|x| &x[(first + i) * self.sample_len()..][..self.sample_len()]);
                self.map_sample(y.as_mut_slice(), x, p, &f);
            }
        });
    }

    fn map_sample<T: Float, const N: usize, const P: usize>(
        self,
        y: &mut [T],
        x: [&[T]; N],
        p: [&[T]; P],
        f: &impl Fn([T; N], [T; P]) -> T,
    ) {
        if self.spatial == 1 {
            let p = p.map(|p| &p[..y.len()]);
            for (c, y) in y.iter_mut().enumerate() {
                *y = f(x.map(|x| x[c]), p.map(|p| p[c]));
            }
            return;
        }
        for (c, y) in y.chunks_exact_mut(self.spatial.max(1)).enumerate() {
            let x = x.map(|x| &x[c * self.spatial..][..y.len()]);
            let p = p.map(|p| p[c]);
            for (i, y) in y.iter_mut().enumerate() {
                *y = f(x.map(|x| x[i]), p);
            }
        }
    }
}
