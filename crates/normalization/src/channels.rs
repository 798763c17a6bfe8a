//! The elements of one channel are strided: a contiguous run in every sample. Loops over them.

use crate::sums::add;
use nalgebra::DMatrixViewMut;
use numeric::{Float, block_sum, par_column_chunks, par_reduce_ranges, sum_map};
use std::ops::Range;
use tensor::Shape;

/// The memory layout of a batch `[n, channels, …]`: each sample has `spatial` contiguous elements
/// of every channel; a table `[n, features]` has one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChannelLayout {
    /// The number of samples.
    pub samples: usize,
    /// The number of channels.
    pub channels: usize,
    /// The number of elements of a channel in one sample, such as the pixels of an image.
    pub spatial: usize,
}

/// The cost of one element in one pass, in multiply-adds.
const COST: usize = 8;

impl ChannelLayout {
    /// The layout of a batch of this shape.
    ///
    /// # Panics
    /// If the shape has no second axis, the channels.
    ///
    /// ```
    /// let layout = normalization::batch_norm::ChannelLayout::of([32, 3, 28, 28].into());
    /// assert_eq!((layout.channels, layout.spatial), (3, 784));
    /// ```
    #[track_caller]
    pub fn of(shape: Shape) -> Self {
        match shape.dims() {
            [samples, channels, spatial @ ..] => {
                let spatial = spatial.iter().product();
                ChannelLayout { samples: *samples, channels: *channels, spatial }
            }
            _ => panic!("{shape:?} has no channels: they are the second axis"),
        }
    }

    /// The number of elements of one channel in the whole batch.
    ///
    /// ```
    /// let layout = normalization::batch_norm::ChannelLayout::of([32, 3, 28, 28].into());
    /// assert_eq!(layout.elements_per_channel(), 32 * 784);
    /// ```
    pub fn elements_per_channel(self) -> usize {
        self.samples * self.spatial
    }

    /// The number of elements of one sample.
    #[inline]
    fn sample_len(self) -> usize {
        self.channels * self.spatial
    }

    /// The sum over each channel of `f` of the elements of `x` at each position and of the
    /// channel's parameters `p`.
    pub(crate) fn reduce<T: Float, const N: usize, const P: usize>(
        self,
        x: [&[T]; N],
        p: [&[T]; P],
        f: impl Fn([T; N], [T; P]) -> T + Sync,
    ) -> Vec<T> {
        let chunk = |samples: Range<usize>| {
            let mut totals = vec![T::zero(); self.channels];
            block_sum(samples.len(), &mut totals, &mut |block, totals| {
                let block = samples.start + block.start..samples.start + block.end;
                self.reduce_block(block, totals, x, p, &f);
            });
            totals
        };
        par_reduce_ranges(self.samples, COST * self.sample_len(), &chunk, add)
    }

    /// A function of its own: so the compiler sees that nothing else changes the totals.
    #[inline(never)]
    fn reduce_block<T: Float, const N: usize, const P: usize>(
        self,
        samples: Range<usize>,
        totals: &mut [T],
        x: [&[T]; N],
        p: [&[T]; P],
        f: &(impl Fn([T; N], [T; P]) -> T + Sync),
    ) {
        for sample in samples {
            let x = x.map(|x| &x[sample * self.sample_len()..][..self.sample_len()]);
            self.reduce_sample(totals, x, p, f);
        }
    }

    fn reduce_sample<T: Float, const N: usize, const P: usize>(
        self,
        totals: &mut [T],
        x: [&[T]; N],
        p: [&[T]; P],
        f: &(impl Fn([T; N], [T; P]) -> T + Sync),
    ) {
        if self.spatial == 1 {
            let (x, p) = (x.map(|x| &x[..totals.len()]), p.map(|p| &p[..totals.len()]));
            // By index, so that the compiler sees that each one is in range.
            return (0..totals.len())
                .for_each(|c| totals[c] += f(x.map(|x| x[c]), p.map(|p| p[c])));
        }
        for (c, total) in totals.iter_mut().enumerate() {
            let x = x.map(|x| &x[c * self.spatial..][..self.spatial]);
            *total += sum_map(x, p.map(|p| p[c]), f);
        }
    }

    /// Writes to `y` `f` of the elements of `x` at each position and of the channel's parameters
    /// `p`.
    pub(crate) fn map<T: Float, const N: usize, const P: usize>(
        self,
        y: &mut [T],
        x: [&[T]; N],
        p: [&[T]; P],
        f: impl Fn([T; N], [T; P]) -> T + Sync,
    ) {
        let y = DMatrixViewMut::from_slice(y, self.sample_len(), self.samples);
        par_column_chunks(y, COST * self.sample_len(), &|start, mut y| {
            for (i, mut y) in y.column_iter_mut().enumerate() {
                let x = x.map(|x| &x[(start + i) * self.sample_len()..][..self.sample_len()]);
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
            let (x, p) = (x.map(|x| &x[..y.len()]), p.map(|p| &p[..y.len()]));
            return (0..y.len()).for_each(|c| y[c] = f(x.map(|x| x[c]), p.map(|p| p[c])));
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
