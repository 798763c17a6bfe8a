//! The metadata of a checkpoint.

use super::RunConfig;
use crate::TrainState;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The checkpoint's metadata, beside its tensors.
#[derive(Serialize, Deserialize)]
pub(super) struct Metadata {
    pub(super) config: RunConfig,
    pub(super) train_state: TrainState,
    pub(super) optimizer_steps: u64,
    /// The parameters that have an optimizer state.
    pub(super) updated: BTreeSet<String>,
    /// Whether incomplete batches are dropped.
    #[serde(default)]
    pub(super) drop_last: bool,
    /// The state of early stopping, if it is used.
    #[serde(default)]
    pub(super) early_stopping: Option<EarlyStoppingState>,
    /// Whether training had ended.
    #[serde(default)]
    pub(super) finished: bool,
}

/// The state of early stopping; the best weights are among the file's tensors.
#[derive(Clone, Copy, Serialize, Deserialize)]
pub(super) struct EarlyStoppingState {
    #[serde(with = "crate::number")]
    pub(super) best: f64,
    pub(super) wait: usize,
}

impl Metadata {
    /// Checks that the counts agree with each other, as they do unless the file was tampered with.
    pub(super) fn check(&self, steps: usize) -> Result<(), String> {
        let TrainState { history, step_in_epoch: step, .. } = &self.train_state;
        let in_order = history.epochs.iter().zip(1..).all(|(epoch, number)| epoch.epoch == number);
        let done = history.epochs.len() as u64 * steps as u64 + *step as u64;
        if in_order && *step < steps && self.optimizer_steps == done {
            return Ok(());
        }
        let (epochs, updates) = (history.epochs.len(), self.optimizer_steps);
        Err(format!("{epochs} epochs of {steps} steps and {step} more are not {updates} steps"))
    }
}
