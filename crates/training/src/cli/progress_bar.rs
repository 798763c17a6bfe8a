//! Progress: a bar for the current epoch on a terminal, else a line for each completed one.

use crate::cli::{Interrupt, say};
use crate::{Callback, EpochRecord, TrainState};
use indicatif::ProgressStyle;
use std::ops::ControlFlow;

/// The callback that shows the progress of training, and stops it after Ctrl-C.
///
/// On a terminal a bar shows the current epoch and the last one's loss and accuracy; elsewhere, as in a
/// file, each completed epoch is a line.
///
/// ```
/// use training::cli::{Interrupt, ProgressBar};
/// use training::{Callback, TrainState};
///
/// let mut bar = ProgressBar::new(3, Interrupt::default());
/// let state = TrainState { step_in_epoch: 20, ..TrainState::default() };
/// assert!(bar.on_step_end(&state, 45).is_continue());
/// bar.finish();
/// ```
pub struct ProgressBar {
    epochs: usize,
    interrupt: Interrupt,
    bar: indicatif::ProgressBar,
}

/// The steps between two updates of the bar: to draw it costs more than a small step.
const STEPS_PER_UPDATE: usize = 20;

impl ProgressBar {
    /// A bar for a run of `epochs` epochs. It is drawn on the standard error stream, and only if that is
    /// a terminal.
    ///
    /// ```
    /// use training::cli::{Interrupt, ProgressBar};
    ///
    /// let bar = ProgressBar::new(10, Interrupt::default());
    /// bar.finish();
    /// ```
    pub fn new(epochs: usize, interrupt: Interrupt) -> Self {
        let style = ProgressStyle::with_template("{prefix} {wide_bar} {pos}/{len} {msg}")
            .expect("the template is right");
        let bar = indicatif::ProgressBar::new(1).with_style(style);
        ProgressBar { epochs, interrupt, bar }
    }

    /// Removes the bar: no more epochs are to come.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

impl Callback for ProgressBar {
    fn reads_totals(&self) -> bool {
        false
    }

    fn on_step_end(&mut self, state: &TrainState, steps: usize) -> ControlFlow<()> {
        if self.interrupt.is_requested() {
            self.bar.finish_and_clear();
            return ControlFlow::Break(());
        }
        let due =
            state.step_in_epoch.is_multiple_of(STEPS_PER_UPDATE) || state.step_in_epoch == steps;
        if due && !self.bar.is_hidden() {
            let epoch = state.history.epochs.len() + 1;
            self.bar.set_length(steps as u64);
            self.bar.set_position(state.step_in_epoch as u64);
            self.bar.set_prefix(format!("epoch {epoch}/{}", self.epochs));
        }
        ControlFlow::Continue(())
    }

    fn on_epoch_end(&mut self, epoch: &EpochRecord) -> ControlFlow<()> {
        let EpochRecord { epoch, train, validation, seconds } = epoch;
        let result = format!("loss {:.4}  test accuracy {:.4}", train.loss, validation.metric);
        if self.bar.is_hidden() {
            let width = self.epochs.to_string().len();
            say(format_args!("epoch {epoch:width$}/{}  {result}  {seconds:.3} s", self.epochs));
        }
        self.bar.set_message(result);
        if *epoch == self.epochs {
            self.bar.finish_and_clear();
        }
        ControlFlow::Continue(())
    }
}
