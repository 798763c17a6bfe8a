//! caught-by: agrees_with_paper
//! message: the last fold has all of the rest

use std::ops::Range;

/// Gives the rest to the last.
pub fn folds(n: usize, k: usize) -> Vec<Range<usize>> {
    let size = n / k;
    (0..k).map(|i| i * size..if i + 1 == k { n } else { (i + 1) * size }).collect()
}
