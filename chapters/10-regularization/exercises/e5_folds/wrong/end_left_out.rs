//! caught-by: agrees_with_paper
//! message: the end of a range is not part of it

use std::ops::Range;

/// Ends one sample early.
pub fn folds(n: usize, k: usize) -> Vec<Range<usize>> {
    let mut start = 0;
    let fold = |i| {
        let size = n / k + usize::from(i < n % k);
        let fold = start..(start + size).saturating_sub(1);
        start += size;
        fold
    };
    (0..k).map(fold).collect()
}
