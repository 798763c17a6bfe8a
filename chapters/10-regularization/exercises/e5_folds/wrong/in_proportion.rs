//! caught-by: agrees_with_paper
//! message: spread over all folds

use std::ops::Range;

/// Rounds each border.
pub fn folds(n: usize, k: usize) -> Vec<Range<usize>> {
    (0..k).map(|i| i * n / k..(i + 1) * n / k).collect()
}
