//! How far to go.

mod backtracking;
mod schedule;
mod strong_wolfe;

pub use backtracking::Backtracking;
pub use schedule::{PowerDecay, Schedule};
pub use strong_wolfe::StrongWolfe;

use crate::LineFunction;
use numeric::Float;

/// A rule for how far to go against the gradient.
///
/// A fixed number and every other [`Schedule`] say so without looking; a line search,
/// [`Backtracking`] or [`StrongWolfe`], tries the function along the line first.
pub trait StepSize<T: Float> {
    /// The step size `α > 0` of step number `step`, counted from 0; none if no step that is good
    /// enough was found.
    fn step_size(&self, line: &mut LineFunction<'_, T>, step: usize) -> Option<T>;
}

/// A schedule does not look where it goes.
impl<T: Float, S: Schedule> StepSize<T> for S {
    fn step_size(&self, _line: &mut LineFunction<'_, T>, step: usize) -> Option<T> {
        Some(T::of(self.at(step)))
    }
}
