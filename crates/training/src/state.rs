//! How far training has come.

use crate::{EpochRecord, History, Metrics, Totals};
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
    /// Loss and metric summed over these steps.
    pub running_totals: Totals,
    /// How long these steps took, in seconds.
    pub seconds: f64,
}

impl TrainState {
    /// Completes the current epoch with the model's metrics on the validation data.
    pub(crate) fn end_epoch(&mut self, validation: Metrics) -> EpochRecord {
        let mut history = std::mem::take(&mut self.history);
        let record = EpochRecord {
            epoch: history.epochs.len() + 1,
            train: self.running_totals.means(),
            validation,
            seconds: self.seconds,
        };
        history.epochs.push(record);
        *self = TrainState { history, ..TrainState::default() };
        record
    }
}
