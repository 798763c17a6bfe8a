//! caught-by: agrees_with_paper
//! message: the last folds have one more

use std::ops::Range;

/// Gives the rest to the last ones.
pub fn folds(n: usize, k: usize) -> Vec<Range<usize>> {
    let mut start = 0;
    let fold = |i| {
        let size = n / k + usize::from(i >= k - n % k);
        let fold = start..start + size;
        start = fold.end;
        fold
    };
    (0..k).map(fold).collect()
}
