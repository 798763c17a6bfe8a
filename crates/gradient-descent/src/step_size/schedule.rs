//! Step sizes that are known beforehand.

/// Step sizes that are known beforehand: a function of the number of steps done.
pub trait Schedule {
    /// The size of the step that follows `done` steps.
    fn at(&self, done: usize) -> f64;
}

/// The same size for ever.
impl Schedule for f64 {
    fn at(&self, _done: usize) -> f64 {
        *self
    }
}

/// Steps that shrink like a power of their number: `αₜ = α₀ / (1 + t/τ)^p`.
///
/// Noise in the gradient keeps stochastic descent with a fixed step size at a distance from the
/// minimum. It gets there if the steps shrink, but not so fast that it starves on the way:
/// `Σ αₜ = ∞` and `Σ αₜ² < ∞`, which is so for `½ < p ≤ 1`.
///
/// Source: H. Robbins and S. Monro, "A stochastic approximation method", The Annals of Mathematical
/// Statistics 22 (1951).
///
/// ```
/// use gradient_descent::{PowerDecay, Schedule};
///
/// let decay = PowerDecay { first: 0.5, delay: 10.0, power: 1.0 };
/// assert_eq!([0, 10, 90].map(|done| decay.size(done)), [0.5, 0.25, 0.05]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PowerDecay {
    /// The first size, `α₀`.
    pub initial: f64,
    /// After how many steps the size is `2^p` times smaller, `τ`.
    pub time_scale: f64,
    /// How fast the steps shrink, `p`.
    pub power: f64,
}

impl Schedule for PowerDecay {
    fn at(&self, done: usize) -> f64 {
        self.initial / (1.0 + done as f64 / self.time_scale).powf(self.power)
    }
}
