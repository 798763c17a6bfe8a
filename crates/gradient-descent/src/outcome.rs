//! Stopping criteria and results.

use numeric::Float;

/// Stopping criteria.
///
/// ```
/// use gradient_descent::StopCriteria;
///
/// let stop = StopCriteria { gradient_tolerance: 1e-3, ..StopCriteria::default() };
/// assert_eq!((stop.value_tolerance, stop.max_iterations), (0.0, 1_000));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StopCriteria {
    /// Converged when `‖∇f(x)‖` is below this: 1e-6 by default. Zero turns the criterion off.
    pub gradient_tolerance: f64,
    /// Converged when a step changes the value by less than this times `max(1, |f(x)|)`: by default
    /// 0, which turns the criterion off. (A [`StochasticDescent`](crate::StochasticDescent)
    /// compares the values before and after an epoch.)
    pub value_tolerance: f64,
    /// The maximum number of steps: 1,000 by default.
    pub max_iterations: usize,
}

impl Default for StopCriteria {
    fn default() -> Self {
        StopCriteria { gradient_tolerance: 1e-6, value_tolerance: 0.0, max_iterations: 1_000 }
    }
}

impl StopCriteria {
    /// The criterion that is met at a point of this value and gradient norm, if there is one;
    /// `before` is the previous value.
    pub(crate) fn criterion<T: Float>(
        &self,
        (value, gradient_norm): (T, T),
        before: Option<T>,
    ) -> Option<Criterion> {
        let value = value.as_f64();
        let change = before.map(|before| (before.as_f64() - value).abs());
        if gradient_norm.as_f64() < self.gradient_tolerance {
            Some(Criterion::GradientNorm)
        } else if change.is_some_and(|change| change < self.value_tolerance * value.abs().max(1.0))
        {
            Some(Criterion::Change)
        } else {
            None
        }
    }

    /// Whether there is any criterion but the number of steps.
    pub(crate) fn has_criteria(&self) -> bool {
        self.gradient_tolerance > 0.0 || self.value_tolerance > 0.0
    }
}

/// How descent ended.
///
/// ```
/// use gradient_descent::{Criterion, Outcome};
///
/// assert!(Outcome::Converged(Criterion::GradientNorm).is_converged());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A stopping criterion is met.
    Converged(Criterion),
    /// The maximum number of steps is reached.
    MaxIterations,
    /// The next step led to a value or a gradient that is infinite or NaN. The result is the last
    /// finite point; if the start itself is not finite, the start.
    Diverged,
    /// The line search found no step with a sufficient decrease. Either the gradient is wrong, or
    /// the decrease that is left is smaller than the rounding of the values.
    LineSearchFailed,
}

impl Outcome {
    /// Whether it is [`Converged`](Outcome::Converged).
    ///
    /// ```
    /// assert!(!gradient_descent::Outcome::Diverged.is_converged());
    /// ```
    pub fn is_converged(self) -> bool {
        matches!(self, Outcome::Converged(_))
    }
}

/// The stopping criterion that was met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Criterion {
    /// The gradient's norm is small enough: [`StopCriteria::gradient_tolerance`].
    GradientNorm,
    /// The value hardly changes any more: [`StopCriteria::value_tolerance`].
    Change,
}

/// The result of a minimization.
///
/// ```
/// use gradient_descent::{GradientDescent, Quadratic, StopCriteria};
///
/// let descent = GradientDescent { step_size: 1.0, stop: StopCriteria::default() };
/// let result = descent.minimize(&Quadratic::new([1.0]), &[3.0]);
/// assert_eq!((result.value, result.gradient_norm, result.steps), (0.0, 0.0, 1));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct OptimizeResult<T> {
    /// The point.
    pub point: Vec<T>,
    /// `f(x)`.
    pub value: T,
    /// `‖∇f(x)‖`.
    pub gradient_norm: T,
    /// The number of steps from the start to the point.
    pub steps: usize,
    /// How it ended.
    pub outcome: Outcome,
}
