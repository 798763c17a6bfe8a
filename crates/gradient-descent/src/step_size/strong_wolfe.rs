//! A step that is neither too long nor too short.

use crate::{LineFunction, StepSize};
use numeric::Float;

/// A step that is neither too long nor too short: the strong Wolfe conditions ask for a sufficient
/// decrease and for a slope that has become less steep,
///
/// ```text
/// φ(α) ≤ φ(0) + c₁·α·φ'(0)            |φ'(α)| ≤ c₂·|φ'(0)|
/// ```
///
/// The search doubles the step until it has an interval with such a point inside, and then halves
/// the interval.
///
/// Sources: P. Wolfe, "Convergence conditions for ascent methods", SIAM Review 11 (1969); J. Nocedal
/// and S. J. Wright, "Numerical Optimization", second edition (2006), algorithms 3.5 and 3.6, here
/// in one loop. They let the second interpolate where this halves.
///
/// ```
/// use gradient_descent::{Bowl, GradientDescent, Stop, StrongWolfe};
///
/// // Where backtracking from 1 would crawl: here the best step is 1000.
/// let step_size = StrongWolfe { slope: 0.1, ..StrongWolfe::default() };
/// let descent = GradientDescent { step_size, stop: Stop::default() };
/// let end = descent.minimize(&Bowl::new([1e-3]), &[1.0]);
/// assert!(end.outcome.is_converged() && end.steps < 5);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StrongWolfe {
    /// The size that is tried first in every step: 1.
    pub initial: f64,
    /// How much of the decrease that the slope promises is enough, `c₁`: 1e-4.
    pub c1: f64,
    /// How much of the slope may be left, `c₂`: 0.9. It must be larger than `c₁`.
    pub c2: f64,
    /// After how many trials to give up: 60.
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
        let (promise, level) = (T::of(self.c1) * slope, -T::of(self.c2) * slope);
        // `low` is the best step so far; one that meets both conditions lies between it and `high`.
        let (mut low, mut low_value) = (T::zero(), start);
        let mut high: Option<T> = None;
        let mut alpha = T::of(self.initial);
        for _ in 0..self.max_trials {
            let (value, slope) = line.value_and_slope(alpha);
            let pays = value <= start + alpha * promise && value < low_value;
            if pays && slope.abs() <= level {
                return Some(alpha);
            }
            if !pays {
                high = Some(alpha);
            } else {
                // Uphill towards `high`: then what is wanted lies on the other side.
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
