//! Schedules that decay: by steps, exponentially, along a cosine.

use super::Schedule;
use std::f64::consts::PI;

/// Step decay: the learning rate times `gamma` after every `step_size` steps, `η·γ^⌊t/step_size⌋`.
/// PyTorch's `StepLR`.
///
/// ```
/// use optimizers::schedule::{Schedule, StepLr};
///
/// let schedule = StepLr { initial: 1.0, gamma: 0.5, step_size: 10 };
/// assert_eq!([0, 9, 10, 20].map(|step| schedule.lr_at(step)), [1.0, 1.0, 0.5, 0.25]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StepLr {
    /// The initial learning rate, `η`.
    pub initial: f64,
    /// The factor, `γ`.
    pub gamma: f64,
    /// The number of steps between changes, at least 1.
    pub step_size: u64,
}

impl Schedule for StepLr {
    fn lr_at(&self, step: u64) -> f64 {
        self.initial * self.gamma.powf((step / self.step_size.max(1)) as f64)
    }
}

/// Exponential decay: the learning rate times `gamma` after every step, `η·γᵗ`. PyTorch's
/// `ExponentialLR`.
///
/// ```
/// use optimizers::schedule::{ExponentialDecay, Schedule};
///
/// let schedule = ExponentialDecay { initial: 1.0, gamma: 0.5 };
/// assert_eq!([0, 1, 3].map(|step| schedule.lr_at(step)), [1.0, 0.5, 0.125]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ExponentialDecay {
    /// The initial learning rate, `η`.
    pub initial: f64,
    /// The factor, `γ`.
    pub gamma: f64,
}

impl Schedule for ExponentialDecay {
    fn lr_at(&self, step: u64) -> f64 {
        self.initial * self.gamma.powf(step as f64)
    }
}

/// Cosine decay (Loshchilov and Hutter, 2017, equation 5, without restarts): from `initial` to
/// `final_lr` along half a cosine, `final_lr + (initial − final_lr)·(1 + cos(π·t/steps))/2`, and
/// constant after that. PyTorch's `CosineAnnealingLR` for as long as it falls.
///
/// ```
/// use optimizers::schedule::{CosineDecay, Schedule};
///
/// let schedule = CosineDecay { initial: 1.0, final_lr: 0.0, steps: 100 };
/// assert_eq!([0, 100, 200].map(|step| schedule.lr_at(step)), [1.0, 0.0, 0.0]);
/// assert!((schedule.lr_at(50) - 0.5).abs() < 1e-12);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CosineDecay {
    /// The initial learning rate.
    pub initial: f64,
    /// The final learning rate.
    pub final_lr: f64,
    /// The number of steps from one to the other.
    pub steps: u64,
}

impl Schedule for CosineDecay {
    fn lr_at(&self, step: u64) -> f64 {
        let fraction = if step >= self.steps { 1.0 } else { step as f64 / self.steps as f64 };
        cosine_interpolate(self.initial, self.final_lr, fraction)
    }
}

/// The value at `fraction`, from 0 to 1, of half a cosine from `start` to `end`.
pub(super) fn cosine_interpolate(start: f64, end: f64, fraction: f64) -> f64 {
    end + (start - end) * (1.0 + (PI * fraction).cos()) / 2.0
}
