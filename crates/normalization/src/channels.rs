//! The numbers of one channel lie apart: in a piece of every sample. How to go through them all.

use crate::sums::{add, sum};
use nalgebra::DMatrixViewMut;
use numeric::{Float, column_blocks, reduce_blocks};
use std::ops::Range;
use tensor::Shape;

/// A batch `[n, channels, …]`: each sample has `places` numbers of every channel, one after the
/// other; a table `[n, features]` has one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Channels {
    /// The samples.
    pub samples: usize,
    /// The channels of a sample.
    pub channels: usize,
    /// The numbers of a channel in one sample.
    pub places: usize,
}

/// What one number costs in one pass, in multiply-adds.
const WORK: usize = 8;

impl Channels {
    /// How a batch of this shape lies in memory.
    ///
    /// # Panics
    /// If it has no axis of channels.
    #[track_caller]
    pub fn of(shape: Shape) -> Self {
        match shape.dims() {
            [samples, channels, places @ ..] => {
                let places = places.iter().product();
                Channels { samples: *samples, channels: *channels, places }
            }
            _ => panic!("{shape:?} has no channels: they are the second axis"),
        }
    }

    /// The numbers of one channel in the whole batch.
    pub fn count(self) -> usize {
        self.samples * self.places
    }

    /// The numbers of one sample.
    fn row(self) -> usize {
        self.channels * self.places
    }

    /// The sum over each channel of what `f` makes of the numbers of `x` at each place and of the
    /// channel's own numbers `p`.
    pub(crate) fn sums<T: Float, const N: usize, const P: usize>(
        self,
        x: [&[T]; N],
        p: [&[T]; P],
        f: impl Fn([T; N], [T; P]) -> T + Sync,
    ) -> Vec<T> {
        let block = |samples: Range<usize>| {
            let mut totals = vec![T::zero(); self.channels];
            for sample in samples {
                let x = x.map(|x| &x[sample * self.row()..][..self.row()]);
                self.add_sample(&mut totals, x, p, &f);
            }
            totals
        };
        reduce_blocks(self.samples, WORK * self.row(), &block, add)
    }

    fn add_sample<T: Float, const N: usize, const P: usize>(
        self,
        totals: &mut [T],
        x: [&[T]; N],
        p: [&[T]; P],
        f: &impl Fn([T; N], [T; P]) -> T,
    ) {
        if self.places == 1 {
            let p = p.map(|p| &p[..totals.len()]);
            for (c, total) in totals.iter_mut().enumerate() {
                *total += f(x.map(|x| x[c]), p.map(|p| p[c]));
            }
            return;
        }
        for (c, total) in totals.iter_mut().enumerate() {
            let x = x.map(|x| &x[c * self.places..][..self.places]);
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
        let y = DMatrixViewMut::from_slice(y, self.row(), self.samples);
        column_blocks(y, WORK * self.row(), &|first, mut y| {
            for (i, mut y) in y.column_iter_mut().enumerate() {
                let x = x.map(|x| &x[(first + i) * self.row()..][..self.row()]);
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
        if self.places == 1 {
            let p = p.map(|p| &p[..y.len()]);
            for (c, y) in y.iter_mut().enumerate() {
                *y = f(x.map(|x| x[c]), p.map(|p| p[c]));
            }
            return;
        }
        for (c, y) in y.chunks_exact_mut(self.places.max(1)).enumerate() {
            let x = x.map(|x| &x[c * self.places..][..y.len()]);
            let p = p.map(|p| p[c]);
            for (i, y) in y.iter_mut().enumerate() {
                *y = f(x.map(|x| x[i]), p);
            }
        }
    }
}
