//! caught-by: agrees_with_paper
//! message: overlap

use std::ops::Range;

/// Makes the first folds larger, and begins where they would begin otherwise.
pub fn folds(n: usize, k: usize) -> Vec<Range<usize>> {
    let size = n / k;
    (0..k).map(|i| i * size..(i + 1) * size + usize::from(i < n % k)).collect()
}
