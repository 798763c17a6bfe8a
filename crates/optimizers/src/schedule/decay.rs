//! Rates that shrink by a factor.

use super::Schedule;

/// The rate times `factor` after every `every` steps: `η·γ^⌊t/every⌋`. PyTorch's `StepLR`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StepLr {
    /// The first rate, `η`.
    pub initial: f64,
    /// The factor, `γ`.
    pub gamma: f64,
    /// The steps between changes, at least 1.
    pub step_size: u64,
}

impl Schedule for StepLr {
    fn lr_at(&self, done: u64) -> f64 {
        self.initial * self.gamma.powf((done / self.step_size.max(1)) as f64)
    }
}

/// The rate times `factor` after every step: `η·γᵗ`. PyTorch's `ExponentialLR`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ExponentialDecay {
    /// The first rate, `η`.
    pub initial: f64,
    /// The factor, `γ`.
    pub gamma: f64,
}

impl Schedule for ExponentialDecay {
    fn lr_at(&self, done: u64) -> f64 {
        self.initial * self.gamma.powf(done as f64)
    }
}
