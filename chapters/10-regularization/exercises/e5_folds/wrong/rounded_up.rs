//! caught-by: sizes_differ_by_one_at_most
//! message: the size was rounded up

use std::ops::Range;

/// Rounds up, and takes what is left.
pub fn folds(n: usize, k: usize) -> Vec<Range<usize>> {
    let size = n.div_ceil(k);
    (0..k).map(|i| n.min(i * size)..n.min((i + 1) * size)).collect()
}
