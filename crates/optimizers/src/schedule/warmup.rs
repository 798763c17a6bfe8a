//! Schedules that rise first: linear warmup and the one-cycle policy.

use super::Schedule;
use super::decay::cosine_interpolate;

/// Linear warmup, then another schedule: at step `t` of the `steps` of the warmup, the learning
/// rate is `(t + 1)/steps` of the other's initial one. An optimizer's moments are poor estimates at
/// first; small steps keep them from doing harm.
///
/// ```
/// use optimizers::schedule::{Schedule, Warmup};
///
/// let schedule = Warmup { steps: 4, after: 0.1 };
/// assert_eq!([0, 1, 3, 9].map(|step| schedule.lr_at(step)), [0.025, 0.05, 0.1, 0.1]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Warmup<S> {
    /// The number of steps of the warmup.
    pub steps: u64,
    /// The schedule that follows, with its steps counted from the end of the warmup.
    pub after: S,
}

impl<S: Schedule> Schedule for Warmup<S> {
    fn lr_at(&self, step: u64) -> f64 {
        match step.checked_sub(self.steps) {
            Some(step) => self.after.lr_at(step),
            None => self.after.lr_at(0) * (step + 1) as f64 / self.steps as f64,
        }
    }
}

/// The one-cycle policy (Smith and Topin, 2019, in PyTorch's form with two phases): along half a
/// cosine from the initial learning rate, `max_lr/div_factor`, up to `max_lr`, then along another
/// down to the initial one over `final_div_factor`. PyTorch's `OneCycleLR` (it also cycles the
/// momentum; here that stays as it is).
///
/// ```
/// use optimizers::schedule::{OneCycle, Schedule};
///
/// let schedule = OneCycle { max_lr: 1.0, steps: 101, pct_start: 0.5, ..OneCycle::default() };
/// let rates: Vec<f64> = (0..101).map(|step| schedule.lr_at(step)).collect();
/// assert!((rates[0] - 1.0 / 25.0).abs() < 1e-12 && rates[49] > 0.999);
/// assert!(rates[50] > 0.999 && (rates[100] - 1.0 / 25.0 / 1e4).abs() < 1e-12);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OneCycle {
    /// The maximum learning rate.
    pub max_lr: f64,
    /// The number of training steps; after them the final learning rate stays.
    pub steps: u64,
    /// The fraction of the steps for which the learning rate rises: 0.3.
    pub pct_start: f64,
    /// The maximum learning rate over the initial one: 25.
    pub div_factor: f64,
    /// The initial learning rate over the final one: 10,000.
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
    /// # Panics
    /// If `pct_start` is not from 0 to 1.
    #[track_caller]
    fn lr_at(&self, step: u64) -> f64 {
        let pct_start = self.pct_start;
        let is_valid = (0.0..=1.0).contains(&pct_start);
        assert!(is_valid, "one cycle: pct_start must be from 0 to 1, but is {pct_start}");
        let initial = self.max_lr / self.div_factor;
        let (peak, end) = (self.pct_start * self.steps as f64 - 1.0, self.steps as f64 - 1.0);
        let step = (step as f64).min(end);
        if step <= peak {
            // A rise of a single step is at its peak at once.
            cosine_interpolate(initial, self.max_lr, if peak > 0.0 { step / peak } else { 1.0 })
        } else {
            let final_lr = initial / self.final_div_factor;
            cosine_interpolate(self.max_lr, final_lr, (step - peak) / (end - peak))
        }
    }
}
