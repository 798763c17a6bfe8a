//! The samples and heads of a batch, shared among threads.

use nalgebra::DMatrixViewMut;
use numeric::{Float, MIN_TASK_COST, join};
use std::array::from_fn;
use std::ops::Range;
use tensor::{ALIGNMENT, Tensor};

/// Blocks for each thread: so that one that is late has less to wait for.
const BLOCKS_PER_THREAD: usize = 4;

/// A range of samples and heads, and what is written for them: of each view the columns are the tokens of
/// the samples, and the rows the features of the heads.
pub(crate) struct Block<'a, T: Float, const N: usize> {
    pub samples: Range<usize>,
    pub heads: Range<usize>,
    pub views: [DMatrixViewMut<'a, T>; N],
}

/// What is done for one head of one sample, with memory to work in.
pub(crate) type HeadFn<'a, T, const N: usize> =
    &'a (dyn Fn(usize, usize, [DMatrixViewMut<'_, T>; N], &mut [T]) + Sync);

impl<T: Float, const N: usize> Block<'_, T, N> {
    /// Calls `f(sample, head, views, scratch)` for each head of each sample, in parallel if all together
    /// cost so much. Each head is computed by itself: its bits do not depend on the number of threads.
    pub fn for_each_head(self, cost: usize, scratch_len: usize, f: HeadFn<'_, T, N>) {
        let heads = self.samples.len() * self.heads.len();
        if heads == 0 {
            return;
        }
        let most = BLOCKS_PER_THREAD * rayon::current_num_threads();
        let blocks = (cost / MIN_TASK_COST).clamp(1, most.min(heads));
        // One piece of memory for all blocks, so that it is the same from step to step.
        let scratch_len = scratch_len.next_multiple_of(ALIGNMENT / size_of::<T>());
        let mut scratch = Tensor::<T>::empty([blocks * scratch_len]);
        self.run(blocks, scratch.as_mut_slice(), f);
    }

    fn run(self, blocks: usize, scratch: &mut [T], f: HeadFn<'_, T, N>) {
        let Block { samples, heads, mut views } = self;
        let total = samples.len() * heads.len();
        if total == 1 {
            return f(samples.start, heads.start, views, scratch);
        }
        let by_samples = samples.len() > 1;
        let range = if by_samples { &samples } else { &heads };
        let middle = range.len() / 2;
        let mut right: [Option<DMatrixViewMut<'_, T>>; N] = from_fn(|_| None);
        let mut rights = right.iter_mut();
        let left = views.each_mut().map(|view| {
            let (left, right) = if by_samples {
                let at = view.ncols() / range.len() * middle;
                view.columns_range_pair_mut(..at, at..)
            } else {
                let at = view.nrows() / range.len() * middle;
                view.rows_range_pair_mut(..at, at..)
            };
            *rights.next().expect("one right half for each view") = Some(right);
            left
        });
        let right = right.map(|view| view.expect("each view has a right half"));
        let cut = range.start + middle;
        let [(s0, h0), (s1, h1)] = if by_samples {
            [(samples.start..cut, heads.clone()), (cut..samples.end, heads.clone())]
        } else {
            [(samples.clone(), heads.start..cut), (samples.clone(), cut..heads.end)]
        };
        let left = Block { samples: s0, heads: h0, views: left };
        let right = Block { samples: s1, heads: h1, views: right };
        if blocks == 1 {
            left.run(1, scratch, f);
            return right.run(1, scratch, f);
        }
        let share = (blocks * middle / range.len()).max(1);
        let (near, far) = scratch.split_at_mut(scratch.len() / blocks * share);
        join(|| left.run(share, near, f), || right.run(blocks - share, far, f));
    }
}
