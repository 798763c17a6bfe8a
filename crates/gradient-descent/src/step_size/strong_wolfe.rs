//! Line search for the strong Wolfe conditions.

use crate::{LineFunction, StepSize};
use numeric::Float;

/// Line search for the strong Wolfe conditions, which require a sufficient decrease and a slope
/// that has become smaller, so that the step is neither too long nor too short:
///
/// ```text
/// φ(α) ≤ φ(0) + c₁·α·φ'(0)            |φ'(α)| ≤ c₂·|φ'(0)|
/// ```
///
/// The search doubles the step until it has an interval with such a point inside, and then halves
/// the interval.
///
/// Sources: P. Wolfe, "Convergence conditions for ascent methods", SIAM Review 11 (1969); J.
/// Nocedal and S. J. Wright, "Numerical Optimization", second edition (2006), algorithms 3.5 and
/// 3.6, here in one loop. Their second interpolates where this one halves.
///
/// ```
/// use gradient_descent::{GradientDescent, Quadratic, StopCriteria, StrongWolfe};
///
/// // The optimal step is 1000, which backtracking from 1 cannot reach.
/// let step_size = StrongWolfe { c2: 0.1, ..StrongWolfe::default() };
/// let descent = GradientDescent { step_size, stop: StopCriteria::default() };
/// let end = descent.minimize(&Quadratic::new([1e-3]), &[1.0]);
/// assert!(end.outcome.is_converged() && end.steps < 5);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StrongWolfe {
    /// The first trial of every step: 1 by default.
    pub initial: f64,
    /// The fraction of the decrease predicted by the slope that is sufficient, `c₁`: 1e-4 by
    /// default.
    pub c1: f64,
    /// The fraction of the slope that may be left, `c₂`: 0.9 by default. It must be larger than
    /// `c₁`.
    pub c2: f64,
    /// The maximum number of trials: 60 by default.
    pub max_trials: usize,
}

impl Default for StrongWolfe {
    fn default() -> Self {
        StrongWolfe { initial: 1.0, c1: 1e-4, c2: 0.9, max_trials: 60 }
    }
}

// ANCHOR: strong_wolfe
impl<T: Float> StepSize<T> for StrongWolfe {
    fn step_size(&self, line: &mut LineFunction<'_, T>, _step: usize) -> Option<T> {
        let (start, slope) = (line.start_value(), line.start_slope());
        let (required_slope, slope_bound) = (T::of(self.c1) * slope, -T::of(self.c2) * slope);
        // `low` is the best step so far; one that meets both conditions lies between it and `high`.
        let (mut low, mut low_value) = (T::zero(), start);
        let mut high: Option<T> = None;
        let mut alpha = T::of(self.initial);
        for _ in 0..self.max_trials {
            let (value, slope) = line.value_and_slope(alpha);
            let sufficient = value <= start + alpha * required_slope && value < low_value;
            if sufficient && slope.abs() <= slope_bound {
                return Some(alpha);
            }
            if !sufficient {
                high = Some(alpha);
            } else {
                // Uphill towards `high`: then the wanted step lies on the other side.
                let width = high.map_or(T::one(), |high| high - low);
                if slope * width >= T::zero() {
                    high = Some(low);
                }
                (low, low_value) = (alpha, value);
            }
            let two = T::of(2.0);
            alpha = high.map_or(two * alpha, |high| (low + high) / two);
        }
        None
    }
}
// ANCHOR_END: strong_wolfe
