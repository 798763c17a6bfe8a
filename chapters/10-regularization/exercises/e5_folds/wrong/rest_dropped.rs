//! caught-by: every_sample_is_in_exactly_one_fold
//! message: the rest of the division is in no fold

use std::ops::Range;

/// Forgets the rest.
pub fn folds(n: usize, k: usize) -> Vec<Range<usize>> {
    let size = n / k;
    (0..k).map(|i| i * size..(i + 1) * size).collect()
}
