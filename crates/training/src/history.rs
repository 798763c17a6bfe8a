//! What happened in each epoch.

use serde::{Deserialize, Serialize};
use std::path::Path;

/// The mean loss and metric over some samples.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Metrics {
    /// The mean loss.
    #[serde(with = "crate::number")]
    pub loss: f64,
    /// The mean of the metric, such as the share of right answers.
    #[serde(with = "crate::number")]
    pub metric: f64,
}

/// One epoch.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct EpochRecord {
    /// Its number, counted from 1.
    pub epoch: usize,
    /// On the training samples, while the model was changing, as Keras reports it.
    pub train: Metrics,
    /// On the test samples, after the epoch.
    pub validation: Metrics,
    /// How long the epoch's training steps took, in seconds.
    pub seconds: f64,
}

/// All epochs so far.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct History {
    /// The epochs, first to last.
    pub epochs: Vec<EpochRecord>,
}

impl History {
    /// One series of numbers for a figure: the epoch and what `value` tells of it.
    pub fn to_points(&self, value: impl Fn(&EpochRecord) -> f64) -> Vec<(f64, f64)> {
        self.epochs.iter().map(|epoch| (epoch.epoch as f64, value(epoch))).collect()
    }

    /// How long all training steps took, in seconds.
    pub fn train_seconds(&self) -> f64 {
        self.epochs.iter().map(|epoch| epoch.seconds).sum()
    }

    /// Writes a table of comma-separated values, one line for each epoch.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn write_csv(&self, file: &Path) -> Result<(), csv::Error> {
        let mut table = csv::Writer::from_path(file)?;
        let names = ["epoch", "loss", "accuracy", "test_loss", "test_accuracy", "seconds"];
        table.write_record(names)?;
        for EpochRecord { epoch, train, validation: test, seconds } in &self.epochs {
            let numbers = [train.loss, train.metric, test.loss, test.metric, *seconds];
            let numbers = numbers.iter().map(f64::to_string);
            table.write_record(std::iter::once(epoch.to_string()).chain(numbers))?;
        }
        table.flush().map_err(csv::Error::from)
    }
}
