//! Rates that shrink by a factor.

use super::Schedule;

/// The rate times `factor` after every `every` steps: `η·γ^⌊t/every⌋`. PyTorch's `StepLR`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StepDecay {
    /// The first rate, `η`.
    pub from: f64,
    /// The factor, `γ`.
    pub factor: f64,
    /// The steps between changes, at least 1.
    pub every: u64,
}

impl Schedule for StepDecay {
    fn rate(&self, done: u64) -> f64 {
        self.from * self.factor.powf((done / self.every.max(1)) as f64)
    }
}

/// The rate times `factor` after every step: `η·γᵗ`. PyTorch's `ExponentialLR`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ExponentialDecay {
    /// The first rate, `η`.
    pub from: f64,
    /// The factor, `γ`.
    pub factor: f64,
}

impl Schedule for ExponentialDecay {
    fn rate(&self, done: u64) -> f64 {
        self.from * self.factor.powf(done as f64)
    }
}
