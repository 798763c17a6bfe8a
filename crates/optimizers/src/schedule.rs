//! Learning rate schedules.
//!
//! A [`Schedule`] is a function of the number of steps (or epochs) done, and nothing else: a run
//! that is resumed goes on as it would have. [`ReduceOnPlateau`] looks at a monitored metric
//! instead, and has a state.
//!
//! ```
//! use optimizers::schedule::{CosineDecay, Schedule, Warmup};
//! use optimizers::{Adam, Optimizer};
//!
//! let mut adam = Adam::<f32>::default();
//! let cosine = CosineDecay { initial: 1e-3, final_lr: 0.0, steps: 900 };
//! let schedule = Warmup { steps: 100, after: cosine };
//! for step in 0..1000 {
//!     adam.common_mut().learning_rate = schedule.lr_at(step);
//!     // … a training step …
//! }
//! assert_eq!(schedule.lr_at(99), 1e-3);
//! assert!(schedule.lr_at(999) < 1e-8);
//! ```

mod decay;
mod plateau;
mod warmup;

pub use decay::{CosineDecay, ExponentialDecay, StepLr};
pub use plateau::ReduceOnPlateau;
pub use warmup::{OneCycle, Warmup};

/// A learning rate schedule: the learning rate as a function of the number of steps, or epochs,
/// done.
///
/// ```
/// use optimizers::schedule::Schedule;
///
/// /// `η/√(t + 1)`
/// struct InverseSqrt(f64);
///
/// impl Schedule for InverseSqrt {
///     fn lr_at(&self, step: u64) -> f64 {
///         self.0 / ((step + 1) as f64).sqrt()
///     }
/// }
/// assert_eq!(InverseSqrt(0.5).lr_at(3), 0.25);
/// ```
pub trait Schedule {
    /// The learning rate for step `step`, counted from 0: for the step that follows after `step`
    /// steps.
    fn lr_at(&self, step: u64) -> f64;
}

/// A constant learning rate.
///
/// ```
/// use optimizers::schedule::Schedule;
///
/// assert_eq!([0, 1000].map(|step| 0.01.lr_at(step)), [0.01, 0.01]);
/// ```
impl Schedule for f64 {
    fn lr_at(&self, _step: u64) -> f64 {
        *self
    }
}
