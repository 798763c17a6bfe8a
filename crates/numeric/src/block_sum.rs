//! Sums of many terms, in blocks.
//!
//! A running sum rounds at every step, to its own last digit: a million times 0.1 in `f32` gives
//! 100,958. So no more than a block of terms is added one after the other, and the sums of blocks
//! pairwise, as in a knockout tournament: a term is rounded at most 64 + log₂(blocks) times.
//! See N. J. Higham, "The accuracy of floating point summation", SIAM Journal on Scientific
//! Computing (1993).

use crate::{Float, buffer_len};
use std::array::from_fn;
use std::ops::Range;

/// The maximum number of terms that are added one after the other.
pub(crate) const BLOCK: usize = 64;

// ANCHOR: block_sum
/// Sets `total` to the sum of `terms` terms, each of as many values as `total` has. `add` adds the
/// terms of a range, a block, to partial sums; the blocks come in order.
///
/// ```
/// let (terms, mut total) = (vec![[0.1f32, 1.0]; 1_000_000], [f32::NAN; 2]);
/// numeric::block_sum(terms.len(), &mut total, &mut |block, partial| {
///     for term in &terms[block] {
///         partial.iter_mut().zip(term).for_each(|(sum, x)| *sum += *x);
///     }
/// });
/// assert!((total[0] - 100_000.0).abs() < 0.1 && total[1] == 1_000_000.0);
/// ```
#[inline]
pub fn block_sum<T: Float>(
    terms: usize,
    total: &mut [T],
    add: &mut impl FnMut(Range<usize>, &mut [T]),
) {
    let sum = &mut |block, total: &mut [T]| {
        total.fill(T::zero());
        add(block, total);
    };
    block_reduce(terms, total, sum, &add_assign);
}

/// As [`block_sum`], for any reduction: `reduce` writes what becomes of the terms of a range, and
/// `join` joins a second result to a first.
///
/// ```
/// let (terms, mut max) = ([[3, 5], [4, 1]].map(|term| term.map(f64::from)), [0.0; 2]);
/// let join = |x: &mut [f64], y: &[f64]| x.iter_mut().zip(y).for_each(|(x, y)| *x = x.max(*y));
/// numeric::block_reduce(2, &mut max, &mut |block, max| {
///     max.copy_from_slice(&terms[block.start]);
///     terms[block].iter().for_each(|term| join(max, term));
/// }, &join);
/// assert_eq!(max, [4.0, 5.0]);
/// ```
#[inline]
pub fn block_reduce<T: Float>(
    terms: usize,
    result: &mut [T],
    reduce: &mut impl FnMut(Range<usize>, &mut [T]),
    join: &impl Fn(&mut [T], &[T]),
) {
    if terms <= BLOCK {
        return reduce(0..terms, result);
    }
    // One partial result waits at each level of the tournament.
    let levels = terms.div_ceil(BLOCK).next_power_of_two().ilog2() as usize;
    let len = levels * result.len();
    let mut waiting = T::pool().acquire(len).unwrap_or_else(|| vec![T::zero(); buffer_len(len)]);
    pairwise(0..terms, result, &mut waiting, reduce, join);
    T::pool().release(waiting);
}

/// As [`block_reduce`], over a range; `waiting` has room for the partial results.
fn pairwise<T: Float>(
    range: Range<usize>,
    result: &mut [T],
    waiting: &mut [T],
    reduce: &mut dyn FnMut(Range<usize>, &mut [T]),
    join: &dyn Fn(&mut [T], &[T]),
) {
    if range.len() <= BLOCK {
        return reduce(range, result);
    }
    let middle = range.start + (range.len() / 2).next_multiple_of(BLOCK);
    let (right, waiting) = waiting.split_at_mut(result.len());
    pairwise(range.start..middle, result, waiting, reduce, join);
    pairwise(middle..range.end, right, waiting, reduce, join);
    join(result, right);
}
// ANCHOR_END: block_sum

/// `yᵢ = f(yᵢ, xᵢ)` for each row `x` of `rows` in turn, element by element; `row` returns it. Four
/// rows at a time: so `y` is read and written once for four.
///
/// ```
/// let (x, mut y) = ([[1.0, 2.0]; 5], [0.0, 100.0]);
/// numeric::fold_rows(0..5, |row| &x[row], &mut y, |y, x| y + x);
/// assert_eq!(y, [5.0, 110.0]);
/// ```
///
/// # Panics
/// If a row is shorter than `y`.
#[inline]
pub fn fold_rows<'a, T: Float>(
    rows: Range<usize>,
    row: impl Fn(usize) -> &'a [T],
    y: &mut [T],
    f: impl Fn(T, T) -> T,
) {
    let first_left = rows.end - rows.len() % 4;
    for first in (rows.start..first_left).step_by(4) {
        let [a, b, c, d] = from_fn(|i| &row(first + i)[..y.len()]);
        for ((((y, a), b), c), d) in y.iter_mut().zip(a).zip(b).zip(c).zip(d) {
            *y = f(f(f(f(*y, *a), *b), *c), *d);
        }
    }
    for left in first_left..rows.end {
        let x = &row(left)[..y.len()];
        y.iter_mut().zip(x).for_each(|(y, x)| *y = f(*y, *x));
    }
}

/// `x += y`, element by element.
///
/// ```
/// let mut x = [1.0, 2.0];
/// numeric::add_assign(&mut x, &[10.0, 20.0]);
/// assert_eq!(x, [11.0, 22.0]);
/// ```
#[inline]
pub fn add_assign<T: Float>(x: &mut [T], y: &[T]) {
    for (x, y) in x.iter_mut().zip(y) {
        *x += *y;
    }
}
