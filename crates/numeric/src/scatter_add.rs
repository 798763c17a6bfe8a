//! Rows added to the rows that indices name.

use crate::Float;
use crate::block_sum::{BLOCK, add_assign};
use std::collections::BTreeMap;

/// The complete blocks of one row's sum, which wait for their partners: of the oldest ones first.
type Waiting<T> = Vec<Vec<T>>;

/// Sets each row of `dst` to the sum of the rows of `src` whose index is its own. Rows are `width`
/// elements long. As in [`block_sum`](crate::block_sum), long sums keep their digits.
///
/// # Panics
/// If there is not one index for each row of `src`, or if `dst` has no row of an index.
///
/// ```
/// let mut dst = [f64::NAN; 3];
/// numeric::scatter_add(&[1.0, 2.0, 4.0], &[2, 0, 2], 1, &mut dst);
/// assert_eq!(dst, [2.0, 0.0, 5.0]);
/// ```
#[track_caller]
pub fn scatter_add<T: Float>(src: &[T], indices: &[usize], width: usize, dst: &mut [T]) {
    let (len, rows) = (src.len(), indices.len());
    assert!(
        len == rows * width,
        "scatter_add: src ({len}) and indices ({rows}) do not fit: src must be as long as {rows}·{width}"
    );
    dst.fill(T::zero());
    // The terms in each row's block, and then the complete blocks of those rows that have one.
    let mut counts = vec![0u8; dst.len() / width.max(1)];
    let mut waiting = BTreeMap::<usize, (usize, Waiting<T>)>::new();
    for (index, row) in indices.iter().zip(src.chunks_exact(width.max(1))) {
        let partial = &mut dst[index * width..][..width];
        // A loop over a single element takes longer than to add it.
        match (&mut *partial, row) {
            ([sum], [x]) => *sum += *x,
            (partial, row) => add_assign(partial, row),
        }
        counts[*index] += 1;
        if usize::from(counts[*index]) == BLOCK {
            counts[*index] = 0;
            let (blocks, waiting) = waiting.entry(*index).or_default();
            *blocks += 1;
            carry(waiting, partial, *blocks);
        }
    }
    for (index, (_, blocks)) in waiting {
        let total = &mut dst[index * width..][..width];
        blocks.iter().rev().for_each(|block| add_assign(total, block));
    }
}

/// Moves a complete block, the `n`th of its sum, to those that wait, as a binary counter carries: two
/// of one size become one of twice the size.
fn carry<T: Float>(waiting: &mut Waiting<T>, partial: &mut [T], n: usize) {
    let mut block = partial.to_vec();
    partial.fill(T::zero());
    for _ in 0..n.trailing_zeros() {
        let partner = waiting.pop().expect("one for each bit of the count");
        add_assign(&mut block, &partner);
    }
    waiting.push(block);
}
