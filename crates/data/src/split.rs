//! The split of a data set into training and validation samples.

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
