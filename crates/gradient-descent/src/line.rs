//! The objective along a search direction.

use crate::Objective;
use crate::state::Evaluation;
use numeric::{Float, dot};

/// The objective along the negative gradient, `φ(α) = f(x − α·∇f(x))`: the one-dimensional function
/// in which a [line search](crate::StepSize) looks for a step size.
///
/// ```
/// use gradient_descent::{GradientDescent, LineFunction, Quadratic, StepSize, StopCriteria};
///
/// /// Newton's method on `φ'`, exact for a quadratic.
/// struct Newton;
/// impl StepSize<f64> for Newton {
///     fn step_size(&self, line: &mut LineFunction<'_, f64>, _step: usize) -> Option<f64> {
///         let (value, slope) = line.value_and_slope(1.0);
///         assert_eq!(value, line.value(1.0));
///         assert!(value < line.start_value());
///         Some(line.start_slope() / (line.start_slope() - slope))
///     }
/// }
/// let descent = GradientDescent { step_size: Newton, stop: StopCriteria::default() };
/// assert_eq!(descent.minimize(&Quadratic::new([1.5]), &[3.0]).steps, 1);
/// ```
pub struct LineFunction<'a, T: Float> {
    objective: &'a dyn Objective<T>,
    current: &'a Evaluation<T>,
    trial: &'a mut Evaluation<T>,
    evaluated: Evaluated<T>,
}

/// What `trial` holds: nothing, the value, or the value and the gradient for a step size.
#[derive(PartialEq)]
enum Evaluated<T> {
    Nothing,
    Value(T),
    ValueAndGradient(T),
}

impl<'a, T: Float> LineFunction<'a, T> {
    pub(crate) fn new(
        objective: &'a dyn Objective<T>,
        current: &'a Evaluation<T>,
        trial: &'a mut Evaluation<T>,
    ) -> Self {
        LineFunction { objective, current, trial, evaluated: Evaluated::Nothing }
    }

    /// `φ(0)`, the value at the current iterate.
    pub fn start_value(&self) -> T {
        self.current.value
    }

    /// `φ'(0) = −‖∇f(x)‖²`, the slope at the current iterate; never positive.
    pub fn start_slope(&self) -> T {
        -dot(&self.current.gradient, &self.current.gradient)
    }

    /// The value `φ(α)`.
    pub fn value(&mut self, alpha: T) -> T {
        self.trial.step_from(self.current, alpha);
        self.trial.value = self.objective.value(&self.trial.point);
        self.evaluated = Evaluated::Value(alpha);
        self.trial.value
    }

    /// The value `φ(α)` and the slope `φ'(α) = −∇f(x − α·∇f(x))·∇f(x)`.
    pub fn value_and_slope(&mut self, alpha: T) -> (T, T) {
        self.trial.step_from(self.current, alpha);
        self.trial.evaluate(self.objective);
        self.evaluated = Evaluated::ValueAndGradient(alpha);
        (self.trial.value, -dot(&self.trial.gradient, &self.current.gradient))
    }

    /// Completes value and gradient for the accepted step size; what the search has computed for it
    /// is not computed again.
    pub(crate) fn accept(mut self, alpha: T) {
        if self.evaluated == Evaluated::Value(alpha) {
            self.objective.gradient(&self.trial.point, &mut self.trial.gradient);
        } else if self.evaluated != Evaluated::ValueAndGradient(alpha) {
            self.value_and_slope(alpha);
        }
    }
}
