//! Backtracking until a step pays.

use crate::{LineFunction, StepSize};
use numeric::Float;

/// Backtracking: tries a large step and shortens it until it pays, that is until Armijo's condition
/// of sufficient decrease holds:
///
/// ```text
/// φ(α) ≤ φ(0) + c₁·α·φ'(0)
/// ```
///
/// A decrease in proportion to the step's length and the slope is asked for: some decrease alone
/// could become smaller and smaller and lead nowhere. A trial that overflows is too long like any
/// other.
///
/// Sources: L. Armijo, "Minimization of functions having Lipschitz continuous first partial
/// derivatives", Pacific Journal of Mathematics 16 (1966); J. Nocedal and S. J. Wright, "Numerical
/// Optimization", second edition (2006), algorithm 3.1.
///
/// ```
/// use gradient_descent::{Backtracking, Bowl, GradientDescent, Stop};
///
/// // A fixed step size of 1 would diverge; 1/32 is the first of 1, 1/2, 1/4, … that pays.
/// let descent = GradientDescent { step_size: Backtracking::default(), stop: Stop::default() };
/// let (end, path) = descent.trace(&Bowl::new([50.0]), &[1.0]);
/// assert!(end.outcome.is_converged());
/// assert_eq!(path[1].step_size, 1.0 / 32.0);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Backtracking {
    /// The size that is tried first in every step: 1.
    pub initial: f64,
    /// What a size that does not pay is multiplied by: ½.
    pub contraction: f64,
    /// How much of the decrease that the slope promises is enough, `c₁`: 1e-4.
    pub c1: f64,
    /// After how many trials to give up: 60.
    pub max_trials: usize,
}

impl Default for Backtracking {
    fn default() -> Self {
        Backtracking { initial: 1.0, contraction: 0.5, c1: 1e-4, max_trials: 60 }
    }
}

// ANCHOR: backtracking
impl<T: Float> StepSize<T> for Backtracking {
    fn step_size(&self, line: &mut LineFunction<'_, T>, _step: usize) -> Option<T> {
        let (start, promise) = (line.start_value(), T::of(self.c1) * line.start_slope());
        let mut alpha = T::of(self.initial);
        for _ in 0..self.max_trials {
            let value = line.value(alpha);
            // The second condition implies the first, but for rounding.
            if value < start && value <= start + alpha * promise {
                return Some(alpha);
            }
            alpha *= T::of(self.contraction);
        }
        None
    }
}
// ANCHOR_END: backtracking
