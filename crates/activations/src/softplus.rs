//! Softplus, a ReLU without a kink.

use neurons::Activation;
use numeric::Float;

/// Softplus `f(z) = ln(1 + e^(β·z)) / β` (Dugas and others, 2000): a ReLU with its corner rounded
/// off, the more sharply bent the larger `β`.
///
/// It is computed as `max(z, 0) + ln(1 + e^−|β·z|) / β`, which cannot overflow and needs no
/// threshold beyond which another formula holds. Its slope `f'(z) = σ(β·z)` is told by its value:
/// `1 − e^(−β·y)`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Softplus {
    /// How sharp the bend is, 1 by default. It must be positive.
    pub beta: f64,
}

impl Default for Softplus {
    fn default() -> Self {
        Softplus { beta: 1.0 }
    }
}

impl<T: Float> Activation<T> for Softplus {
    const NAME: &'static str = "softplus";

    #[inline(always)]
    fn apply(self, z: T) -> T {
        let positive = if z < T::zero() { T::zero() } else { z };
        let share = (T::of(-self.beta) * z.abs()).fast_exp();
        positive + ln_1p(share) * T::of(1.0 / self.beta)
    }
    #[inline(always)]
    fn derivative(self, _z: T, y: T) -> T {
        -(T::of(-self.beta) * y).fast_exp_m1()
    }
}

/// The terms of the series below that `f64` needs: with `s ≤ 1/3` the next one is under 1e-18.
const TERMS: u32 = 18;

/// `ln(1 + u)` for `u` from 0 to 1, without a branch and without a call, unlike the library's.
///
/// With `s = u / (2 + u)` it is `ln((1 + s) / (1 − s)) = 2·(s + s³/3 + s⁵/5 + …)`.
#[inline(always)]
fn ln_1p<T: Float>(u: T) -> T {
    let s = u / (u + T::of(2.0));
    let series = (0..TERMS).rev().fold(T::zero(), |series, k| {
        series.mul_add(s * s, T::of(1.0 / (2.0 * f64::from(k) + 1.0)))
    });
    T::of(2.0) * s * series
}
