//! Step sizes: schedules and line searches.

mod backtracking;
mod schedule;
mod strong_wolfe;

pub use backtracking::Backtracking;
pub use schedule::{PowerDecay, Schedule};
pub use strong_wolfe::StrongWolfe;

use crate::LineFunction;
use numeric::Float;

/// A rule for the step size of each step.
///
/// A constant and every other [`Schedule`] depend on the number of steps alone; a line search,
/// [`Backtracking`] or [`StrongWolfe`], evaluates the objective along the negative gradient. To
/// write another one, see [`LineFunction`].
///
/// ```
/// use gradient_descent::{GradientDescent, Quadratic, StepSize, StopCriteria, StrongWolfe};
///
/// fn steps(step_size: impl StepSize<f64>) -> usize {
///     let descent = GradientDescent { step_size, stop: StopCriteria::default() };
///     descent.minimize(&Quadratic::new([1e-2]), &[1.0]).steps
/// }
/// assert!(steps(StrongWolfe { c2: 0.1, ..StrongWolfe::default() }) < steps(1.0));
/// ```
pub trait StepSize<T: Float> {
    /// The step size `α > 0` of the step with the index `step`, counted from 0; `None` if the
    /// search failed.
    fn step_size(&self, line: &mut LineFunction<'_, T>, step: usize) -> Option<T>;
}

/// A schedule does not evaluate the objective.
impl<T: Float, S: Schedule> StepSize<T> for S {
    fn step_size(&self, _line: &mut LineFunction<'_, T>, step: usize) -> Option<T> {
        Some(T::of(self.at(step)))
    }
}
