//! Where descent is.

use crate::evaluation::Evaluation;
use crate::{IterateRef, OptimizeResult, Outcome};
use numeric::Float;
use std::mem::swap;

/// Where descent is, where it was one step earlier, and how it came from there.
pub(crate) struct DescentState<T> {
    pub current: Evaluation<T>,
    /// The place before, until the next step is tried there.
    pub trial: Evaluation<T>,
    pub step: usize,
    step_size: T,
}

impl<T: Float> DescentState<T> {
    /// The start, where nothing has been evaluated.
    ///
    /// # Panics
    /// At the caller's line, if it has not as many numbers as the function takes.
    #[track_caller]
    pub fn new(dimensions: usize, start: &[T]) -> Self {
        let found = start.len();
        assert!(
            found == dimensions,
            "descent: a start of {found} numbers for {dimensions} dimensions"
        );
        DescentState {
            current: Evaluation::new(start),
            trial: Evaluation::new(start),
            step: 0,
            step_size: T::zero(),
        }
    }

    pub fn iterate(&self) -> IterateRef<'_, T> {
        let DescentState { current: here, step, step_size, .. } = self;
        let (value, gradient_norm) = (here.value, here.gradient_norm());
        IterateRef { step: *step, point: &here.point, value, gradient_norm, step_size: *step_size }
    }

    /// Goes to where a step of this size led, `there`.
    pub fn accept(&mut self, step_size: T) {
        swap(&mut self.current, &mut self.trial);
        (self.step, self.step_size) = (self.step + 1, step_size);
    }

    /// Goes back to the last good place if descent has gone one step too far.
    pub fn rollback(&mut self, outcome: Outcome) {
        if outcome == Outcome::Diverged && self.step > 0 {
            swap(&mut self.current, &mut self.trial);
            self.step -= 1;
        }
    }

    pub fn result(self, outcome: Outcome) -> OptimizeResult<T> {
        let (value, gradient_norm) = (self.current.value, self.current.gradient_norm());
        OptimizeResult {
            point: self.current.point,
            value,
            gradient_norm,
            steps: self.step,
            outcome,
        }
    }
}
