//! The continuously differentiable exponential linear unit, and softsign.

use neurons::{Activation, CudaActivation};
use numeric::Float;

/// The exponential linear unit `f(z) = z` for positive `z`, else `α·(e^(z/α) − 1)` (Barron, 2017):
/// its slope at 0 is 1 for every `α`.
///
/// Its derivative follows from its output: `f' = 1` where `y > 0`, else `e^(z/α) = y/α + 1`.
///
/// ```
/// use activations::{Activation, Celu};
///
/// let f = Celu { alpha: 2.0 };
/// assert_eq!([-1e3, 0.0, 3.0].map(|z: f64| f.apply(z)), [-2.0, 0.0, 3.0]);
/// assert_eq!(f.derivative(0.0, 0.0), 1.0);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Celu {
    /// `α`, 1 by default; the outputs approach `−α` for very negative `z`.
    pub alpha: f64,
}

impl Default for Celu {
    fn default() -> Self {
        Celu { alpha: 1.0 }
    }
}

impl<T: Float> Activation<T> for Celu {
    const NAME: &'static str = "celu";
    const CUDA: Option<CudaActivation> = Some(CudaActivation {
        apply: "F(z, alpha, ...) (z > 0 ? z : alpha * expm1(z / alpha))",
        backward: "F(dy, z, y, alpha, ...) (y > 0 ? dy : dy * (y / alpha + 1))",
    });

    fn check_settings(self) {
        let alpha = self.alpha;
        assert!(alpha > 0.0, "celu: alpha must be positive, not {alpha}");
    }

    #[inline(always)]
    fn apply(self, z: T) -> T {
        let alpha = T::of(self.alpha);
        let negative_branch = alpha * (z / alpha).fast_exp_m1();
        if z > T::zero() { z } else { negative_branch }
    }
    #[inline(always)]
    fn derivative(self, _z: T, y: T) -> T {
        if y > T::zero() { T::one() } else { y / T::of(self.alpha) + T::one() }
    }
    fn parameters(self) -> [f64; 4] {
        [self.alpha, 0.0, 0.0, 0.0]
    }
}

/// Softsign, `f(z) = z / (1 + |z|)`: like tanh, but it approaches ±1 slowly. `f' = 1/(1 + |z|)²`.
///
/// ```
/// use activations::{Activation, Softsign};
///
/// assert_eq!([-3.0, 0.0, 1.0].map(|z: f64| Softsign.apply(z)), [-0.75, 0.0, 0.5]);
/// assert_eq!(Softsign.derivative(1.0, 0.5), 0.25);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Softsign;

impl<T: Float> Activation<T> for Softsign {
    const NAME: &'static str = "softsign";
    const DERIVATIVE_NEEDS_INPUT: bool = true;
    const CUDA: Option<CudaActivation> = Some(CudaActivation {
        apply: "F(z, ...) (fabs(z) > 1 ? copysign(1 / (1 + 1 / fabs(z)), z) : z / (1 + fabs(z)))",
        backward: "F(dy, z, y, ...) (dy / (1 + fabs(z)) / (1 + fabs(z)))",
    });

    #[inline(always)]
    fn apply(self, z: T) -> T {
        // 1/(1 + 1/|z|) far out, where z may be infinite.
        let size = z.abs();
        let y = if size > T::one() {
            z.signum() / (T::one() + T::one() / size)
        } else {
            z / (T::one() + size)
        };
        if z.as_f64().is_nan() { z } else { y }
    }
    #[inline(always)]
    fn derivative(self, z: T, _y: T) -> T {
        let inverse = T::one() / (T::one() + z.abs());
        inverse * inverse
    }
}
