//! Schedules: how the learning rate changes as training goes on.
//!
//! A [`Schedule`] is a function of the steps (or epochs) done so far, and nothing else: a run that
//! is resumed goes on as it would have. [`ReduceOnPlateau`] looks at a measured number instead, and
//! remembers what it has seen.
//!
//! ```
//! use optimizers::schedule::{Cosine, Schedule, Warmup};
//! use optimizers::{Adam, Optimizer};
//!
//! let mut adam = Adam::<f32>::default();
//! let schedule = Warmup { steps: 100, then: Cosine { from: 1e-3, to: 0.0, steps: 900 } };
//! for step in 0..1000 {
//!     *adam.learning_rate_mut() = schedule.rate(step);
//!     // … a step of training …
//! }
//! assert_eq!(schedule.rate(99), 1e-3);
//! assert!(schedule.rate(999) < 1e-8);
//! ```

mod cosine;
mod decay;
mod one_cycle;
mod plateau;
mod warmup;

pub use cosine::CosineDecay;
pub use decay::{ExponentialDecay, StepLr};
pub use one_cycle::OneCycle;
pub use plateau::ReduceOnPlateau;
pub use warmup::Warmup;

/// The learning rate as a function of the steps, or epochs, done so far.
pub trait Schedule {
    /// The rate for the step that follows `done` steps.
    fn lr_at(&self, done: u64) -> f64;
}

/// The same rate for ever.
impl Schedule for f64 {
    fn lr_at(&self, _done: u64) -> f64 {
        *self
    }
}
