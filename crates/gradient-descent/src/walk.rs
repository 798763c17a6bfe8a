//! Where descent is.

use crate::place::Place;
use crate::{End, Glance, Outcome};
use numeric::Float;
use std::mem::swap;

/// Where descent is, where it was one step earlier, and how it came from there.
pub(crate) struct Walk<T> {
    pub here: Place<T>,
    /// The place before, until the next step is tried there.
    pub there: Place<T>,
    pub step: usize,
    step_size: T,
}

impl<T: Float> Walk<T> {
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
        Walk { here: Place::new(start), there: Place::new(start), step: 0, step_size: T::zero() }
    }

    pub fn glance(&self) -> Glance<'_, T> {
        let Walk { here, step, step_size, .. } = self;
        let (value, gradient_norm) = (here.value, here.gradient_norm());
        Glance { step: *step, point: &here.point, value, gradient_norm, step_size: *step_size }
    }

    /// Goes to where a step of this size led, `there`.
    pub fn advance(&mut self, step_size: T) {
        swap(&mut self.here, &mut self.there);
        (self.step, self.step_size) = (self.step + 1, step_size);
    }

    /// Goes back to the last good place if descent has gone one step too far.
    pub fn settle(&mut self, outcome: Outcome) {
        if outcome == Outcome::Diverged && self.step > 0 {
            swap(&mut self.here, &mut self.there);
            self.step -= 1;
        }
    }

    pub fn end(self, outcome: Outcome) -> End<T> {
        let (value, gradient_norm) = (self.here.value, self.here.gradient_norm());
        End { point: self.here.point, value, gradient_norm, steps: self.step, outcome }
    }
}
