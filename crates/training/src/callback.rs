//! Who looks on while a model is trained, and may call a halt.

use crate::{EpochRecord, TrainState};
use std::ops::ControlFlow;

/// Looks on while a model is trained.
///
/// ```
/// use std::ops::ControlFlow;
/// use training::{Progress, Watcher};
///
/// /// Stops after a number of steps.
/// struct Steps(usize);
/// impl Watcher for Steps {
///     fn step(&mut self, _: &Progress, _: usize) -> ControlFlow<()> {
///         self.0 -= 1;
///         if self.0 == 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
///     }
/// }
/// ```
pub trait Callback {
    /// A step is done, one of `steps` of the epoch; `Break` ends the training here.
    fn on_step_end(&mut self, progress: &TrainState, steps: usize) -> ControlFlow<()> {
        let _ = (progress, steps);
        ControlFlow::Continue(())
    }

    /// An epoch is done; `Break` ends the training here.
    fn on_epoch_end(&mut self, epoch: &EpochRecord) -> ControlFlow<()> {
        let _ = epoch;
        ControlFlow::Continue(())
    }
}

/// Nobody looks on.
impl Callback for () {}

/// How training ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FitOutcome {
    /// All epochs are done.
    Finished,
    /// The watcher stopped it.
    Stopped,
    /// The test loss has not become smaller for as long as early stopping has patience.
    StoppedEarly,
}
