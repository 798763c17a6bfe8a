//! The record of each epoch.

use nn::checkpoint::write_atomically;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// Mean loss and mean metric over some samples.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Metrics {
    /// The mean loss.
    #[serde(with = "crate::number")]
    pub loss: f64,
    /// The mean of the metric, such as the accuracy.
    #[serde(with = "crate::number")]
    pub metric: f64,
}

/// The record of one epoch.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct EpochRecord {
    /// The epoch, counted from 1.
    pub epoch: usize,
    /// On the training data, each batch before the step it leads to, as Keras reports it.
    pub train: Metrics,
    /// On the validation data, after the epoch.
    pub validation: Metrics,
    /// How long the epoch's training steps took, in seconds.
    pub seconds: f64,
}

/// The records of all epochs so far.
///
/// ```
/// use training::{EpochRecord, History, Metrics};
///
/// let metrics = Metrics { loss: 0.5, metric: 0.75 };
/// let epoch = EpochRecord { epoch: 1, train: metrics, validation: metrics, seconds: 2.0 };
/// let history = History { epochs: vec![epoch, EpochRecord { epoch: 2, ..epoch }] };
/// assert_eq!(history.train_seconds(), 4.0);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct History {
    /// The epochs, first to last.
    pub epochs: Vec<EpochRecord>,
}

impl History {
    /// The points of a learning curve: each epoch and `value` of its record.
    ///
    /// ```
    /// use training::{EpochRecord, History, Metrics};
    ///
    /// let metrics = Metrics { loss: 0.5, metric: 0.75 };
    /// let epoch = EpochRecord { epoch: 1, train: metrics, validation: metrics, seconds: 2.0 };
    /// let history = History { epochs: vec![epoch] };
    /// assert_eq!(history.to_points(|epoch| epoch.validation.loss), [(1.0, 0.5)]);
    /// ```
    pub fn to_points(&self, value: impl Fn(&EpochRecord) -> f64) -> Vec<(f64, f64)> {
        self.epochs.iter().map(|epoch| (epoch.epoch as f64, value(epoch))).collect()
    }

    /// How long all training steps took together, in seconds.
    ///
    /// ```
    /// assert_eq!(training::History::default().train_seconds(), 0.0);
    /// ```
    pub fn train_seconds(&self) -> f64 {
        self.epochs.iter().map(|epoch| epoch.seconds).sum()
    }

    /// Writes the history as comma-separated values, a header and a line for each epoch. The columns
    /// `test_loss` and `test_accuracy` are those of the validation data, which in the book's programs
    /// is the test set. A file that was there before stays whole if this one cannot be written.
    ///
    /// # Errors
    /// If the file cannot be written.
    ///
    /// ```
    /// let folder = tempfile::tempdir()?;
    /// let file = folder.path().join("history.csv");
    /// training::History::default().write_csv(&file)?;
    /// let header = "epoch,loss,accuracy,test_loss,test_accuracy,seconds\n";
    /// assert_eq!(std::fs::read_to_string(&file)?, header);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn write_csv(&self, file: &Path) -> Result<(), csv::Error> {
        self.write_columns(["accuracy", "test_loss", "test_accuracy"], file)
    }

    /// As [`write_csv`](Self::write_csv), with the metric and the validation data under their own
    /// names.
    ///
    /// # Errors
    /// If the file cannot be written.
    ///
    /// ```
    /// let folder = tempfile::tempdir()?;
    /// let file = folder.path().join("history.csv");
    /// training::History::default().write_csv_of("mean_absolute_error", &file)?;
    /// let header = std::fs::read_to_string(&file)?;
    /// assert!(header.ends_with("validation_loss,validation_mean_absolute_error,seconds\n"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn write_csv_of(&self, metric: &str, file: &Path) -> Result<(), csv::Error> {
        let validation_metric = format!("validation_{metric}");
        self.write_columns([metric, "validation_loss", &validation_metric], file)
    }

    fn write_columns(&self, names: [&str; 3], file: &Path) -> Result<(), csv::Error> {
        let mut table = csv::Writer::from_writer(Vec::new());
        let [metric, loss, validation_metric] = names;
        table.write_record(["epoch", "loss", metric, loss, validation_metric, "seconds"])?;
        for EpochRecord { epoch, train, validation, seconds } in &self.epochs {
            let values = [train.loss, train.metric, validation.loss, validation.metric, *seconds];
            let values = values.iter().map(f64::to_string);
            table.write_record(std::iter::once(epoch.to_string()).chain(values))?;
        }
        let bytes = table.into_inner().map_err(|error| error.into_error())?;
        write_atomically(file, &bytes).map_err(csv::Error::from)
    }
}
