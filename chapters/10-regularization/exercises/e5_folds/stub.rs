//! # 10.5 The folds of a cross-validation
//!
//! For *k-fold cross-validation* the samples $`0, \dots, n - 1`$ are cut into $`k`$ folds, one after
//! the other, so that each sample is in exactly one of them. If $`k`$ does not divide $`n`$, some
//! folds have one sample more than others: the first $`n \bmod k`$ of them, as in scikit-learn's
//! `KFold`. So fold $`i`$ has the size
//!
//! ```math
//! \lfloor n / k \rfloor + \begin{cases}
//! 1 & i < n \bmod k, \\
//! 0 & \text{otherwise}.
//! \end{cases}
//! ```
//!
//! No two sizes differ by more than 1, so every model is trained on nearly the same number of
//! samples. $`k`$ is at least 1. Where $`n < k`$ the last folds are empty.
//!
//! To test yourself: 11 samples in 4 folds are `0..3`, `3..6`, `6..9` and `9..11`.

use std::ops::Range;

/// The `k` folds of `n` samples, each as the range of its samples, in order.
pub fn folds(n: usize, k: usize) -> Vec<Range<usize>> {
    todo!("10.5: {n} samples in {k} folds")
}
