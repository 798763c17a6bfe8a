//! The function along one line.

use crate::Objective;
use crate::evaluation::Evaluation;
use numeric::{Float, dot};

/// The objective along the line from `x` against its gradient, `φ(α) = f(x − α·∇f(x))`: a function
/// of one number, in which a [line search](crate::StepSize) looks for a good step.
pub struct LineFunction<'a, T: Float> {
    objective: &'a dyn Objective<T>,
    here: &'a Evaluation<T>,
    there: &'a mut Evaluation<T>,
    known: Evaluated<T>,
}

/// What `there` holds: nothing, the value, or the value and the gradient for a step size.
#[derive(PartialEq)]
enum Evaluated<T> {
    Nothing,
    Value(T),
    Both(T),
}

impl<'a, T: Float> LineFunction<'a, T> {
    pub(crate) fn new(
        objective: &'a dyn Objective<T>,
        here: &'a Evaluation<T>,
        there: &'a mut Evaluation<T>,
    ) -> Self {
        LineFunction { objective, here, there, known: Evaluated::Nothing }
    }

    /// `φ(0)`, the value where the line begins.
    pub fn start_value(&self) -> T {
        self.here.value
    }

    /// `φ'(0) = −‖∇f(x)‖²`, the slope where the line begins; never positive.
    pub fn start_slope(&self) -> T {
        -dot(&self.here.gradient, &self.here.gradient)
    }

    /// `φ(α)`.
    pub fn value(&mut self, alpha: T) -> T {
        self.there.step_from(self.here, alpha);
        self.there.value = self.objective.value(&self.there.point);
        self.known = Evaluated::Value(alpha);
        self.there.value
    }

    /// `φ(α)` and the slope `φ'(α) = −∇f(x − α·∇f(x))·∇f(x)`.
    pub fn value_and_slope(&mut self, alpha: T) -> (T, T) {
        self.there.step_from(self.here, alpha);
        self.there.evaluate(self.objective);
        self.known = Evaluated::Both(alpha);
        (self.there.value, -dot(&self.there.gradient, &self.here.gradient))
    }

    /// Goes there: what the search has found out about the place is not computed again.
    pub(crate) fn accept(mut self, alpha: T) {
        if self.known == Evaluated::Value(alpha) {
            self.objective.gradient(&self.there.point, &mut self.there.gradient);
        } else if self.known != Evaluated::Both(alpha) {
            self.value_and_slope(alpha);
        }
    }
}
