//! The Gaussian error linear unit, exact and by its tanh approximation.

use crate::bounds::{bounded, bounded_below};
use neurons::{Activation, CudaActivation};
use numeric::Float;
use std::f64::consts::{FRAC_1_SQRT_2, FRAC_2_SQRT_PI};

/// The Gaussian error linear unit `f(z) = z·Φ(z)` (Hendrycks and Gimpel, 2016), where `Φ` is the
/// cumulative distribution function of the standard normal distribution and `φ` its density.
///
/// Its derivative is `f'(z) = Φ(z) + z·φ(z)`. It is not monotonic, so the derivative does not
/// follow from the output: `z` is saved for the backward pass.
///
/// ```
/// use activations::{Activation, Gelu};
///
/// assert!((Gelu.apply(1.0) - 0.841_344_746_068_543f64).abs() < 1e-12);
/// assert_eq!(Gelu.derivative(0.0, 0.0), 0.5);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Gelu;

/// `x = −z/√2`, the argument of both functions below: both need `e^(−x²)`, and with the same
/// argument the compiler computes it once.
#[inline(always)]
fn scaled<T: Float>(z: T) -> T {
    z * T::of(-FRAC_1_SQRT_2)
}

/// `Φ(z) = erfc(x) / 2`, which unlike `(1 + erf(z/√2)) / 2` does not cancel for negative `z`.
#[inline(always)]
fn normal_cdf<T: Float>(z: T) -> T {
    T::of(0.5) * scaled(z).fast_erfc()
}

/// `φ(z) = e^(−x²) / √(2π)`.
#[inline(always)]
fn normal_pdf<T: Float>(z: T) -> T {
    T::of(0.5 * FRAC_2_SQRT_PI * FRAC_1_SQRT_2) * scaled(z).fast_exp_neg_sq()
}

impl<T: Float> Activation<T> for Gelu {
    const NAME: &'static str = "gelu";
    const DERIVATIVE_NEEDS_INPUT: bool = true;
    const CUDA: Option<CudaActivation> = Some(CudaActivation {
        apply: "F(z, ...) (fmax(z, T(-1000)) * T(0.5) * erfc(z * T(-0.7071067811865476)))",
        backward: "F(dy, z, y, ...) (dy * gelu_derivative(z))
            __device__ T gelu_derivative(T z) {
                T bounded = z < -1000 ? -1000 : z > 1000 ? 1000 : z, x = z * T(-0.7071067811865476);
                return T(0.5) * erfc(x) + bounded * T(0.3989422804014327) * exp(-x * x);
            }",
    });

    #[inline(always)]
    fn apply(self, z: T) -> T {
        bounded_below(z) * normal_cdf(z)
    }
    #[inline(always)]
    fn derivative(self, z: T, _y: T) -> T {
        bounded(z).mul_add(normal_pdf(z), normal_cdf(z))
    }
}

/// The Gaussian error linear unit by its approximation `f(z) = z/2·(1 + tanh u)` with
/// `u = √(2/π)·(z + 0.044715·z³)` (Hendrycks and Gimpel, 2016), whose error is below 0.0005 and
/// which costs one exponential.
///
/// It is computed as `z·σ(2u)`, which is equal and does not cancel for negative `z`; so its
/// derivative is `f'(z) = σ(2u) + z·σ(2u)·(1 − σ(2u))·2u'`.
///
/// ```
/// use activations::{Activation, Gelu, GeluTanh};
///
/// let (y, exact): (f64, f64) = (GeluTanh.apply(1.0), Gelu.apply(1.0));
/// assert!((y - exact).abs() < 5e-4);
/// assert_eq!(GeluTanh.derivative(0.0, 0.0), 0.5);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GeluTanh;

/// The coefficient of `z³`.
const CUBIC: f64 = 0.044715;
/// `2·√(2/π)`
const SCALE: f64 = 2.0 * FRAC_2_SQRT_PI * FRAC_1_SQRT_2;

/// `σ(2u)`.
#[inline(always)]
fn gate<T: Float>(z: T) -> T {
    (T::of(SCALE) * z * (T::one() + T::of(CUBIC) * z * z)).fast_sigmoid()
}

impl<T: Float> Activation<T> for GeluTanh {
    const NAME: &'static str = "gelu_tanh";
    const DERIVATIVE_NEEDS_INPUT: bool = true;
    const CUDA: Option<CudaActivation> = Some(CudaActivation {
        apply: "F(z, ...) (fmax(z, T(-1000)) \
            / (1 + exp(T(-1.5957691216057308) * z * (1 + T(0.044715) * z * z))))",
        backward: "F(dy, z, y, ...) (dy * gelu_tanh_derivative(z))
            __device__ T gelu_tanh_derivative(T z) {
                const T scale = 1.5957691216057308, cubic = 0.044715;
                z = z < -1000 ? -1000 : z > 1000 ? 1000 : z;
                T gate = 1 / (1 + exp(-scale * z * (1 + cubic * z * z)));
                return gate + z * gate * (1 - gate) * scale * (1 + 3 * cubic * z * z);
            }",
    });

    #[inline(always)]
    fn apply(self, z: T) -> T {
        bounded_below(z) * gate(z)
    }
    #[inline(always)]
    fn derivative(self, z: T, _y: T) -> T {
        let (z, gate) = (bounded(z), gate(z));
        let inner = (z * z).mul_add(T::of(3.0 * SCALE * CUBIC), T::of(SCALE));
        gate + z * gate * (T::one() - gate) * inner
    }
}
