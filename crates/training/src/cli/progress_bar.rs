//! A bar for the epoch under way; where there is no terminal, a line for each that is done.

use crate::cli::{Interrupt, say};
use crate::{Callback, EpochRecord, TrainState};
use indicatif::ProgressStyle;
use std::ops::ControlFlow;

/// Shows how training goes, and stops it when Ctrl-C was pressed.
///
/// On a terminal a bar shows the epoch under way and what the last one came to; elsewhere, in a
/// file say, each finished epoch is a line.
pub struct ProgressBar {
    epochs: usize,
    interrupt: Interrupt,
    bar: indicatif::ProgressBar,
}

/// How often the bar is moved, in steps: to draw it costs more than a small step.
const STEPS_PER_MOVE: usize = 20;

impl ProgressBar {
    /// A bar for a run of so many epochs. The bar goes to the standard error stream, and only if
    /// that is a terminal.
    pub fn new(epochs: usize, interrupt: Interrupt) -> Self {
        let style = ProgressStyle::with_template("{prefix} {wide_bar} {pos}/{len} {msg}")
            .expect("the template is right");
        let bar = indicatif::ProgressBar::new(1).with_style(style);
        ProgressBar { epochs, interrupt, bar }
    }

    /// Takes the bar away: there are no more epochs to come.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

impl Callback for ProgressBar {
    fn on_step_end(&mut self, progress: &TrainState, steps: usize) -> ControlFlow<()> {
        if self.interrupt.is_requested() {
            self.bar.finish_and_clear();
            return ControlFlow::Break(());
        }
        let due = progress.step_in_epoch.is_multiple_of(STEPS_PER_MOVE)
            || progress.step_in_epoch == steps;
        if due && !self.bar.is_hidden() {
            let epoch = progress.history.epochs.len() + 1;
            self.bar.set_length(steps as u64);
            self.bar.set_position(progress.step_in_epoch as u64);
            self.bar.set_prefix(format!("epoch {epoch}/{}", self.epochs));
        }
        ControlFlow::Continue(())
    }

    fn on_epoch_end(&mut self, epoch: &EpochRecord) -> ControlFlow<()> {
        let EpochRecord { epoch, train, validation: test, seconds } = epoch;
        let result = format!("loss {:.4}  test accuracy {:.4}", train.loss, test.metric);
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
