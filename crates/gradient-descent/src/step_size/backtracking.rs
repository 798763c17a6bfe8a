//! Backtracking line search.

use crate::{LineFunction, StepSize};
use numeric::Float;

/// Backtracking line search: starts with a large step and reduces it until Armijo's condition of
/// sufficient decrease holds:
///
/// ```text
/// φ(α) ≤ φ(0) + c₁·α·φ'(0)
/// ```
///
/// The decrease must be in proportion to step size and slope: decreases that become smaller and
/// smaller need not lead to a minimum. A trial that overflows is rejected like any other.
///
/// Sources: L. Armijo, "Minimization of functions having Lipschitz continuous first partial
/// derivatives", Pacific Journal of Mathematics 16 (1966); J. Nocedal and S. J. Wright, "Numerical
/// Optimization", second edition (2006), algorithm 3.1.
///
/// ```
/// use gradient_descent::{Backtracking, GradientDescent, Quadratic, StopCriteria};
///
/// // A constant step size of 1 would diverge; 1/32 is the first of 1, 1/2, 1/4, … to be accepted.
/// let (step_size, stop) = (Backtracking::default(), StopCriteria::default());
/// let descent = GradientDescent { step_size, stop };
/// let (end, path) = descent.minimize_with_history(&Quadratic::new([50.0]), &[1.0]);
/// assert!(end.outcome.is_converged());
/// assert_eq!(path[1].step_size, 1.0 / 32.0);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Backtracking {
    /// The first trial of every step: 1 by default.
    pub initial: f64,
    /// The factor between a rejected trial and the next one: ½ by default.
    pub contraction: f64,
    /// The fraction of the decrease predicted by the slope that is sufficient, `c₁`: 1e-4 by
    /// default.
    pub c1: f64,
    /// The maximum number of trials: 60 by default.
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
        let (start, required_slope) = (line.start_value(), T::of(self.c1) * line.start_slope());
        let mut alpha = T::of(self.initial);
        for _ in 0..self.max_trials {
            let value = line.value(alpha);
            // The second condition implies the first, but for rounding.
            if value < start && value <= start + alpha * required_slope {
                return Some(alpha);
            }
            alpha *= T::of(self.contraction);
        }
        None
    }
}
// ANCHOR_END: backtracking
