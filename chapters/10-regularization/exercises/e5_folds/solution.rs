//! Solution of 10.5.

use std::ops::Range;

/// The `k` folds of `n` samples, each as the range of its samples, in order.
pub fn folds(n: usize, k: usize) -> Vec<Range<usize>> {
    let mut start = 0;
    let fold = |i| {
        let size = n / k + usize::from(i < n % k);
        // The next fold begins where this one ends: no sample is lost, and none comes twice.
        let fold = start..start + size;
        start = fold.end;
        fold
    };
    (0..k).map(fold).collect()
}
