//! Up, then down to almost nothing.

use super::Schedule;
use super::cosine::between;

/// One cycle (Smith and Topin, 2019, in PyTorch's form with two phases): along half a cosine from
/// `most/start_divisor` up to `most`, then along another down to the first rate over `end_divisor`.
/// PyTorch's `OneCycleLR` (it also cycles the momentum; here that stays as it is).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OneCycle {
    /// The highest rate.
    pub most: f64,
    /// All steps of the training; after them the last rate stays.
    pub steps: u64,
    /// The share of the steps that the rise takes: 0.3.
    pub rise: f64,
    /// The highest rate over the first: 25.
    pub start_divisor: f64,
    /// The first rate over the last: 10,000.
    pub end_divisor: f64,
}

impl Default for OneCycle {
    fn default() -> Self {
        OneCycle { most: 0.01, steps: 1000, rise: 0.3, start_divisor: 25.0, end_divisor: 1e4 }
    }
}

impl Schedule for OneCycle {
    fn rate(&self, done: u64) -> f64 {
        let first = self.most / self.start_divisor;
        let (peak, end) = (self.rise * self.steps as f64 - 1.0, self.steps as f64 - 1.0);
        let done = (done as f64).min(end);
        if done <= peak {
            // A rise of a single step is at its peak at once.
            between(first, self.most, if peak > 0.0 { done / peak } else { 1.0 })
        } else {
            between(self.most, first / self.end_divisor, (done - peak) / (end - peak))
        }
    }
}
