//! Callbacks, which observe training and may stop it.

use crate::{EpochRecord, TrainState};
use std::ops::ControlFlow;

/// Observes training and may stop it. `()` is the callback that does nothing.
///
/// ```
/// use std::ops::ControlFlow;
/// use training::{Callback, TrainState};
///
/// /// Stops after this many steps.
/// struct MaxSteps(usize);
/// impl Callback for MaxSteps {
///     fn on_step_end(&mut self, _: &TrainState, _: usize) -> ControlFlow<()> {
///         self.0 -= 1;
///         if self.0 == 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
///     }
/// }
///
/// let mut callback = MaxSteps(2);
/// assert!(callback.on_step_end(&TrainState::default(), 10).is_continue());
/// assert!(callback.on_step_end(&TrainState::default(), 10).is_break());
/// ```
pub trait Callback {
    /// Whether [`on_step_end`](Self::on_step_end) reads [`TrainState::running_totals`]: yes, unless an
    /// implementation says no. On a GPU each step is then waited for. Otherwise the totals lack the newest step there
    /// until the epoch ends or training stops, so that the GPU always has the next step to go on with.
    ///
    /// ```
    /// use training::Callback;
    ///
    /// assert!(!().reads_totals());                           // it reads nothing
    /// ```
    fn reads_totals(&self) -> bool {
        true
    }

    /// Called after each step, of which an epoch has `steps_per_epoch`. `Break` stops training here.
    fn on_step_end(&mut self, state: &TrainState, steps_per_epoch: usize) -> ControlFlow<()> {
        let _ = (state, steps_per_epoch);
        ControlFlow::Continue(())
    }

    /// Called after each epoch and its validation. `Break` stops training here.
    fn on_epoch_end(&mut self, epoch: &EpochRecord) -> ControlFlow<()> {
        let _ = epoch;
        ControlFlow::Continue(())
    }
}

/// The callback that does nothing.
impl Callback for () {
    fn reads_totals(&self) -> bool {
        false
    }
}

/// How training ended.
///
/// ```
/// use losses::CrossEntropy;
/// use nn::{Dense, Flatten, sequential};
/// use optimizers::Sgd;
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
/// use regularization::EarlyStopping;
/// use training::{FitOutcome, Trainer, accuracy};
///
/// let digits = data::digits();
/// let mut model = sequential![Flatten, Dense::linear(64, 10, &mut ChaCha8Rng::seed_from_u64(1))];
/// // With a learning rate of 0 the loss never improves.
/// let frozen = Sgd::<f32>::new(0.0);
/// let mut trainer = Trainer::new(CrossEntropy, frozen, accuracy);
/// trainer.early_stopping = Some(EarlyStopping { patience: 2, ..EarlyStopping::default() });
/// let outcome = trainer.fit(&mut model, &digits.train, &digits.test, &mut ());
/// assert_eq!((outcome, trainer.state.history.epochs.len()), (FitOutcome::StoppedEarly, 3));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FitOutcome {
    /// All epochs are done.
    Finished,
    /// The callback stopped it.
    Stopped,
    /// Early stopping ended it: the validation loss has not improved for as many epochs as its
    /// patience.
    StoppedEarly,
}
