//! Mish.

use crate::bounds::{bounded, bounded_below};
use neurons::{Activation, CudaActivation};
use numeric::Float;

/// Mish `f(z) = z·tanh(ln(1 + eᶻ))` (Misra, 2019).
///
/// With `t = tanh(ln(1 + eᶻ))` its derivative is `f'(z) = t + z·(1 − t²)·σ(z)`. It is not
/// monotonic, so the derivative does not follow from the output: `z` is saved for the backward
/// pass.
///
/// Neither logarithm nor `tanh` is computed: `tanh(ln a) = (a² − 1) / (a² + 1)`.
///
/// ```
/// use activations::{Activation, Mish};
///
/// assert!((Mish.apply(1.0) - 0.865_098_388_267_270f64).abs() < 1e-12);
/// assert!((Mish.derivative(0.0, 0.0) - 0.6f64).abs() < 1e-15);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mish;

/// `e^−|z|`, which cannot overflow.
#[inline(always)]
fn decayed<T: Float>(z: T) -> T {
    (-z.abs()).fast_exp()
}

/// `t = n / (n + r)` and `1 − t = r / (n + r)`, the second without cancellation where `t` is
/// nearly 1. From `a = 1 + eᶻ` come `n = e²ᶻ + 2·eᶻ` and `r = 2`; for positive `z` both are divided
/// by `e²ᶻ`, lest they overflow.
#[inline(always)]
fn tanh_softplus_and_complement<T: Float>(z: T) -> (T, T) {
    let (u, two) = (decayed(z), T::of(2.0));
    let n = if z < T::zero() { u * (u + two) } else { T::one() + two * u };
    let r = if z < T::zero() { two } else { two * u * u };
    let scale = T::one() / (n + r);
    (n * scale, r * scale)
}

impl<T: Float> Activation<T> for Mish {
    const NAME: &'static str = "mish";
    const DERIVATIVE_NEEDS_INPUT: bool = true;
    const CUDA: Option<CudaActivation> = Some(CudaActivation {
        apply: "F(z, ...) (fmax(z, T(-1000)) * tanh(log1p(exp(z))))",
        backward: "F(dy, z, y, ...) (dy * mish_derivative(z))
            __device__ T mish_derivative(T z) {
                z = z < -1000 ? -1000 : z > 1000 ? 1000 : z;
                T softplus = log1p(exp(z)), secant = 1 / cosh(softplus);
                return tanh(softplus) + z * secant * secant / (1 + exp(-z));
            }",
    });

    #[inline(always)]
    fn apply(self, z: T) -> T {
        bounded_below(z) * tanh_softplus_and_complement(z).0
    }
    #[inline(always)]
    fn derivative(self, z: T, _y: T) -> T {
        let z = bounded(z);
        let (t, one_minus_t) = tanh_softplus_and_complement(z);
        let u = decayed(z);
        let sigmoid = if z < T::zero() { u } else { T::one() } / (T::one() + u);
        t + z * one_minus_t * (T::one() + t) * sigmoid
    }
}
