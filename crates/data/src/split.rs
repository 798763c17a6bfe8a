//! Holding samples back, to see while training how a model does on what it has not learnt from.

use crate::shuffle::permutation;

/// No training gets that far: so the samples held back are not those of an epoch's end.
const SPLIT_EPOCH: u64 = u64::MAX;

/// The numbers of the samples in two parts that have none in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SplitIndices {
    /// The samples to learn from.
    pub train: Vec<u32>,
    /// The samples held back, to choose settings by or to stop in time.
    pub validation: Vec<u32>,
}

/// Holds back a share of `len` samples, chosen at random: a function of its arguments alone.
///
/// Both parts are in a random order; every sample is in one of them. The number of those held back
/// is `share · len`, rounded.
///
/// # Panics
///
/// Panics if `share` is not between 0 and 1, or `len` does not fit a `u32`.
///
/// # Examples
///
/// ```
/// let digits = data::digits().train;
/// let parts = data::split::train_validation_split(digits.len(), 0.1, 42);
/// let (train, validation) = (digits.select(&parts.train), digits.select(&parts.validation));
/// assert_eq!((train.len(), validation.len()), (1_293, 144));
/// ```
#[track_caller]
pub fn train_validation_split(len: usize, share: f64, seed: u64) -> SplitIndices {
    assert!(
        (0.0..=1.0).contains(&share),
        "train_validation_split: a share is between 0 and 1, not {share}"
    );
    let mut train = permutation(len, seed, SPLIT_EPOCH);
    let held_back = (share * len as f64).round() as usize;
    let validation = train.split_off(len - held_back);
    SplitIndices { train, validation }
}
