//! Up, then down to almost nothing.

use super::Schedule;
use super::cosine::cosine_interpolate;

/// One cycle (Smith and Topin, 2019, in PyTorch's form with two phases): along half a cosine from
/// `most/start_divisor` up to `most`, then along another down to the first rate over `final_div_factor`.
/// PyTorch's `OneCycleLR` (it also cycles the momentum; here that stays as it is).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OneCycle {
    /// The highest rate.
    pub max_lr: f64,
    /// All steps of the training; after them the last rate stays.
    pub steps: u64,
    /// The share of the steps that the rise takes: 0.3.
    pub pct_start: f64,
    /// The highest rate over the first: 25.
    pub div_factor: f64,
    /// The first rate over the last: 10,000.
    pub final_div_factor: f64,
}

impl Default for OneCycle {
    fn default() -> Self {
        OneCycle {
            max_lr: 0.01,
            steps: 1000,
            pct_start: 0.3,
            div_factor: 25.0,
            final_div_factor: 1e4,
        }
    }
}

impl Schedule for OneCycle {
    fn lr_at(&self, done: u64) -> f64 {
        let first = self.max_lr / self.div_factor;
        let (peak, end) = (self.pct_start * self.steps as f64 - 1.0, self.steps as f64 - 1.0);
        let done = (done as f64).min(end);
        if done <= peak {
            // A rise of a single step is at its peak at once.
            cosine_interpolate(first, self.max_lr, if peak > 0.0 { done / peak } else { 1.0 })
        } else {
            cosine_interpolate(
                self.max_lr,
                first / self.final_div_factor,
                (done - peak) / (end - peak),
            )
        }
    }
}
