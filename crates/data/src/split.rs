//! Splits of a data set into training and validation samples: one, or those of a cross-validation.

use crate::shuffle::permutation;

/// No training gets that far: so the validation samples are not those of the end of an epoch.
const SPLIT_EPOCH: u64 = u64::MAX;

/// The indices of the training and the validation samples, which are disjoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SplitIndices {
    /// The training samples.
    pub train: Vec<u32>,
    /// The validation samples, to choose hyperparameters or to stop early.
    pub validation: Vec<u32>,
}

/// Splits `len` samples at random into training and validation samples, of which the latter are the
/// given fraction: a function of its arguments alone.
///
/// Both parts are in a random order; every sample is in one of them. The number of validation
/// samples is `fraction · len`, rounded.
///
/// # Panics
///
/// Panics if `fraction` is not between 0 and 1, or `len` does not fit a `u32`.
///
/// # Examples
///
/// ```
/// let digits = data::digits().train;
/// let parts = data::split::train_validation_split(digits.len(), 0.1, 42);
/// let (train, validation) = (digits.subset(&parts.train), digits.subset(&parts.validation));
/// assert_eq!((train.len(), validation.len()), (1_293, 144));
/// ```
#[track_caller]
pub fn train_validation_split(len: usize, fraction: f64, seed: u64) -> SplitIndices {
    assert!(
        (0.0..=1.0).contains(&fraction),
        "train_validation_split: the fraction must be between 0 and 1, but is {fraction}"
    );
    let mut train = permutation(len, seed, SPLIT_EPOCH);
    let validation_len = (fraction * len as f64).round() as usize;
    let validation = train.split_off(len - validation_len);
    SplitIndices { train, validation }
}

/// The splits of a `k`-fold cross-validation of `len` samples: every sample is a validation sample
/// in one of the `k` folds, and a training sample in all others.
///
/// The folds are disjoint pieces of a random order, a function of the arguments alone. Their sizes
/// are those of scikit-learn's `KFold`: the first `len mod k` folds have one sample more.
///
/// # Panics
///
/// Panics if `k` is below 2 or above `len`, or `len` does not fit a `u32`.
///
/// # Examples
///
/// ```
/// let folds = data::split::k_fold(10, 3, 42);
/// let sizes: Vec<usize> = folds.iter().map(|fold| fold.validation.len()).collect();
/// assert_eq!(sizes, [4, 3, 3]);
/// ```
// ANCHOR: k_fold
#[track_caller]
pub fn k_fold(len: usize, k: usize, seed: u64) -> Vec<SplitIndices> {
    check_folds(k, len);
    let order = permutation(len, seed, SPLIT_EPOCH);
    let mut start = 0;
    let fold = |i: usize| {
        let end = start + len / k + usize::from(i < len % k);
        let train = [&order[..start], &order[end..]].concat();
        let validation = order[start..end].to_vec();
        start = end;
        SplitIndices { train, validation }
    };
    (0..k).map(fold).collect()
}
// ANCHOR_END: k_fold

/// As [`k_fold`], with each class in every fold in the same proportion, as nearly as its number of
/// samples allows: `labels` has the class of each sample.
///
/// In the order of classes, each class in a random order, the samples are dealt to the folds in
/// turn, as by scikit-learn's `StratifiedKFold` where the classes first appear in ascending order.
///
/// # Panics
///
/// Panics if `k` is below 2 or above the number of samples, or that does not fit a `u32`.
///
/// # Examples
///
/// ```
/// let labels = [0, 0, 0, 0, 0, 0, 1, 1, 1];
/// for fold in data::split::stratified_k_fold(&labels, 3, 42) {
///     let ones = fold.validation.iter().filter(|&&i| labels[i as usize] == 1).count();
///     assert_eq!((fold.validation.len(), ones), (3, 1));
/// }
/// ```
#[track_caller]
pub fn stratified_k_fold<L: Ord>(labels: &[L], k: usize, seed: u64) -> Vec<SplitIndices> {
    check_folds(k, labels.len());
    let mut order = permutation(labels.len(), seed, SPLIT_EPOCH);
    order.sort_by_key(|&i| &labels[i as usize]);
    let fold = |i: usize| {
        let (validation, train) =
            (0..).zip(&order).partition::<Vec<_>, _>(|(rank, _)| rank % k == i);
        let indices = |pairs: Vec<(usize, &u32)>| pairs.into_iter().map(|(_, i)| *i).collect();
        SplitIndices { train: indices(train), validation: indices(validation) }
    };
    (0..k).map(fold).collect()
}

#[track_caller]
fn check_folds(k: usize, len: usize) {
    assert!(
        (2..=len).contains(&k),
        "k-fold: k must be from 2 to the number of samples, {len}, but is {k}"
    );
}
