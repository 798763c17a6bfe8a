//! Softplus, a smooth ReLU.

use neurons::{Activation, CudaActivation};
use numeric::Float;

/// Softplus `f(z) = ln(1 + e^(β·z)) / β` (Dugas and others, 2000): a smooth ReLU, the sharper
/// the larger `β`.
///
/// It is computed as `max(z, 0) + ln(1 + e^−|β·z|) / β`, which cannot overflow and needs no
/// threshold beyond which another formula holds. Its derivative `f'(z) = σ(β·z)` follows from its
/// output: `1 − e^(−β·y)`.
///
/// ```
/// use activations::{Activation, Softplus};
///
/// let y = Softplus::default().apply(0.0f64);
/// assert!((y - 2f64.ln()).abs() < 1e-15);
/// assert!((Softplus::default().derivative(0.0, y) - 0.5).abs() < 1e-15);
/// ```
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
    const CUDA: Option<CudaActivation> = Some(CudaActivation {
        apply: "F(z, beta, ...) ((z < 0 ? 0 : z) + log1p(exp(-beta * fabs(z))) / beta)",
        backward: "F(dy, z, y, beta, ...) (dy * -expm1(-beta * y))",
    });

    fn check_settings(self) {
        let beta = self.beta;
        assert!(beta > 0.0, "softplus: beta must be positive, not {beta}");
    }

    #[inline(always)]
    fn apply(self, z: T) -> T {
        let positive = if z < T::zero() { T::zero() } else { z };
        let decayed = (T::of(-self.beta) * z.abs()).fast_exp();
        positive + decayed.fast_ln_1p() * T::of(1.0 / self.beta)
    }
    #[inline(always)]
    fn derivative(self, _z: T, y: T) -> T {
        -(T::of(-self.beta) * y).fast_exp_m1()
    }
    fn parameters(self) -> [f64; 4] {
        [self.beta, 0.0, 0.0, 0.0]
    }
}
