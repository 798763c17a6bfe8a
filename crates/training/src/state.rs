//! How far training has come.

use crate::{EpochRecord, History, Metrics};
use serde::{Deserialize, Serialize};

/// The state of the training loop: with the model and the optimizer's state, all that is needed to
/// resume training as if it had never stopped.
///
/// ```
/// use training::TrainState;
///
/// let new = TrainState::default();
/// assert_eq!((new.history.epochs.len(), new.step_in_epoch), (0, 0));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TrainState {
    /// The completed epochs.
    pub history: History,
    /// The steps done in the current epoch.
    pub step_in_epoch: usize,
    /// The samples seen in these steps.
    pub samples_seen: usize,
    /// Loss and metric summed over these samples.
    pub running_totals: Metrics,
    /// How long these steps took, in seconds.
    pub seconds: f64,
}

impl TrainState {
    /// Adds a step to the current epoch: its mean loss, and its metric's total.
    pub(crate) fn add_step(&mut self, loss: f64, metric_total: f64, samples: usize, seconds: f64) {
        self.running_totals.loss += loss * samples as f64;
        self.running_totals.metric += metric_total;
        self.samples_seen += samples;
        self.step_in_epoch += 1;
        self.seconds += seconds;
    }

    /// Completes the current epoch with the model's metrics on the validation data.
    pub(crate) fn end_epoch(&mut self, validation: Metrics) -> EpochRecord {
        let mut history = std::mem::take(&mut self.history);
        let record = EpochRecord {
            epoch: history.epochs.len() + 1,
            train: self.running_totals.per_sample(self.samples_seen),
            validation,
            seconds: self.seconds,
        };
        history.epochs.push(record);
        *self = TrainState { history, ..TrainState::default() };
        record
    }
}
