//! How a model is fitted.

use serde::{Deserialize, Serialize};

/// The hyperparameters of the training loop itself; those of the optimizer, its schedule and early
/// stopping are in objects of their own.
///
/// ```
/// use training::FitConfig;
///
/// let config = FitConfig { epochs: 3, drop_last: true, ..FitConfig::default() };
/// assert_eq!(config.steps_per_epoch(100), 3);           // batches of 32; 4 samples are dropped
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FitConfig {
    /// The number of passes over the training data: 10.
    pub epochs: usize,
    /// The number of samples in a step: 32.
    pub batch_size: usize,
    /// Determines the order of the samples and the dropout masks: 1.
    pub seed: u64,
    /// Whether the last, incomplete batch of an epoch is dropped; which samples are in it differs
    /// from epoch to epoch: no. Batch normalization needs it where a batch of one sample would be
    /// left. Validation drops none.
    pub drop_last: bool,
}

impl Default for FitConfig {
    fn default() -> Self {
        FitConfig { epochs: 10, batch_size: 32, seed: 1, drop_last: false }
    }
}

impl FitConfig {
    /// The number of steps in an epoch over `samples` samples.
    ///
    /// # Panics
    /// If the batch size is 0.
    ///
    /// ```
    /// use training::FitConfig;
    ///
    /// assert_eq!(FitConfig::default().steps_per_epoch(100), 4);
    /// ```
    pub fn steps_per_epoch(&self, samples: usize) -> usize {
        match self.drop_last {
            true => samples / self.batch_size,
            false => samples.div_ceil(self.batch_size),
        }
    }
}
