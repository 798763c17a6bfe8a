//! Half a wave down.

use super::Schedule;
use std::f64::consts::PI;

/// From one rate to another along half a cosine (Loshchilov and Hutter, 2017, equation 5, without
/// restarts), and there it stays: `to + (from − to)·(1 + cos(π·t/steps))/2`. PyTorch's
/// `CosineAnnealingLR` for as long as it falls.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CosineDecay {
    /// The first rate.
    pub initial: f64,
    /// The last rate.
    pub final_lr: f64,
    /// The steps from one to the other.
    pub steps: u64,
}

impl Schedule for CosineDecay {
    fn lr_at(&self, done: u64) -> f64 {
        let share = if done >= self.steps { 1.0 } else { done as f64 / self.steps as f64 };
        cosine_interpolate(self.initial, self.final_lr, share)
    }
}

/// The place `share` of the way along half a cosine.
pub(super) fn cosine_interpolate(from: f64, to: f64, share: f64) -> f64 {
    to + (from - to) * (1.0 + (PI * share).cos()) / 2.0
}
