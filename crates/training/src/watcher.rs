//! Who looks on while a model is trained, and may call a halt.

use crate::{Epoch, Progress};
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
pub trait Watcher {
    /// A step is done, one of `steps` of the epoch; `Break` ends the training here.
    fn step(&mut self, progress: &Progress, steps: usize) -> ControlFlow<()> {
        let _ = (progress, steps);
        ControlFlow::Continue(())
    }

    /// An epoch is done; `Break` ends the training here.
    fn epoch(&mut self, epoch: &Epoch) -> ControlFlow<()> {
        let _ = epoch;
        ControlFlow::Continue(())
    }
}

/// Nobody looks on.
impl Watcher for () {}

/// How training ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// All epochs are done.
    Finished,
    /// The watcher stopped it.
    Stopped,
    /// The test loss has not become smaller for as long as early stopping has patience.
    StoppedEarly,
}
