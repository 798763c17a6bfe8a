//! When to stop, and how it ended.

use crate::evaluation::Evaluation;
use numeric::Float;

/// When descent has gone far enough.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StopCriteria {
    /// It has converged when `‖∇f(x)‖` is below this: 1e-6. Zero turns the criterion off.
    pub gradient_tolerance: f64,
    /// It has converged when a step changes the value by less than this times `max(1, |f(x)|)`: 0,
    /// which turns the criterion off. (A [`StochasticDescent`](crate::StochasticDescent) compares
    /// the values before and after an epoch.)
    pub value_tolerance: f64,
    /// It stops after so many steps in any case: 1,000.
    pub max_iterations: usize,
}

impl Default for StopCriteria {
    fn default() -> Self {
        StopCriteria { gradient_tolerance: 1e-6, value_tolerance: 0.0, max_iterations: 1_000 }
    }
}

impl StopCriteria {
    /// The criterion that is met, if there is one: `before` is the value that was to be lowered.
    pub(crate) fn criterion<T: Float>(
        &self,
        place: &Evaluation<T>,
        before: Option<T>,
    ) -> Option<Criterion> {
        let value = place.value.as_f64();
        let change = before.map(|before| (before.as_f64() - value).abs());
        if place.gradient_norm().as_f64() < self.gradient_tolerance {
            Some(Criterion::GradientNorm)
        } else if change.is_some_and(|change| change < self.value_tolerance * value.abs().max(1.0))
        {
            Some(Criterion::Change)
        } else {
            None
        }
    }

    /// Whether there is anything to be met but the number of steps.
    pub(crate) fn has_criteria(&self) -> bool {
        self.gradient_tolerance > 0.0 || self.value_tolerance > 0.0
    }
}

/// How descent ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It arrived.
    Converged(Criterion),
    /// The steps that were allowed are used up.
    MaxIterations,
    /// The next step led to a value or a gradient that is infinite or not a number. What is reported
    /// is the last good point; if the start itself is no good, that.
    Diverged,
    /// The line search found no step that pays. Either the gradient is wrong, or the decrease that
    /// is left is smaller than the rounding of the values.
    LineSearchFailed,
}

impl Outcome {
    /// Whether it is [`Converged`](Outcome::Converged).
    pub fn is_converged(self) -> bool {
        matches!(self, Outcome::Converged(_))
    }
}

/// How it is known that descent arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Criterion {
    /// The gradient is short enough: [`StopCriteria::gradient_norm`].
    GradientNorm,
    /// The value hardly changes any more: [`StopCriteria::change`].
    Change,
}

/// Where descent ended.
#[derive(Clone, Debug, PartialEq)]
pub struct OptimizeResult<T> {
    /// The point.
    pub point: Vec<T>,
    /// `f(x)`.
    pub value: T,
    /// `‖∇f(x)‖`.
    pub gradient_norm: T,
    /// The steps from the start to the point.
    pub steps: usize,
    /// How it ended.
    pub outcome: Outcome,
}
