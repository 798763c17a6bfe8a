//! caught-by: agrees_with_paper
//! message: k is the number of folds, not their size

use std::ops::Range;

/// Cuts into pieces of k.
pub fn folds(n: usize, k: usize) -> Vec<Range<usize>> {
    (0..n.div_ceil(k)).map(|i| i * k..n.min((i + 1) * k)).collect()
}
