//! Step size schedules.

/// A step size schedule: a function of the number of steps done. A number is a constant one.
///
/// ```
/// use gradient_descent::Schedule;
///
/// assert_eq!((0.1.at(0), 0.1.at(1_000)), (0.1, 0.1));
/// ```
pub trait Schedule {
    /// The size of the step with the index `step`, counted from 0.
    fn at(&self, step: usize) -> f64;
}

/// A constant step size.
impl Schedule for f64 {
    fn at(&self, _step: usize) -> f64 {
        *self
    }
}

/// Step sizes that decay by a power law: `αₜ = α₀ / (1 + t/τ)^p`.
///
/// Noise in the gradient keeps stochastic descent with a constant step size at a distance from the
/// minimum. It converges if the steps shrink, but not so fast that it stops before:
/// `Σ αₜ = ∞` and `Σ αₜ² < ∞`, which is so for `½ < p ≤ 1`.
///
/// Source: H. Robbins and S. Monro, "A stochastic approximation method", The Annals of Mathematical
/// Statistics 22 (1951).
///
/// ```
/// use gradient_descent::{PowerDecay, Schedule};
///
/// let decay = PowerDecay { initial: 0.5, time_scale: 10.0, power: 1.0 };
/// assert_eq!([0, 10, 90].map(|step| decay.at(step)), [0.5, 0.25, 0.05]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PowerDecay {
    /// The initial step size, `α₀`.
    pub initial: f64,
    /// The number of steps until the size is `2^p` times smaller, `τ`.
    pub time_scale: f64,
    /// The exponent, `p`.
    pub power: f64,
}

impl Schedule for PowerDecay {
    fn at(&self, step: usize) -> f64 {
        self.initial / (1.0 + step as f64 / self.time_scale).powf(self.power)
    }
}
