//! The logistic sigmoid, and the sigmoid linear unit.

use crate::bounds::{bounded, bounded_below};
use neurons::{Activation, CudaActivation};
use numeric::Float;

/// The logistic sigmoid `f(z) = 1 / (1 + e⁻ᶻ)`, which maps any value to a probability.
///
/// Its derivative follows from its output: `f' = y·(1 − y)`, at most 1/4.
///
/// ```
/// use activations::{Activation, Sigmoid};
///
/// let y = Sigmoid.apply(0.0);
/// assert_eq!((y, Sigmoid.derivative(0.0, y)), (0.5, 0.25));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sigmoid;

// ANCHOR: sigmoid
impl<T: Float> Activation<T> for Sigmoid {
    const NAME: &'static str = "sigmoid";
    const CUDA: Option<CudaActivation> = Some(CudaActivation {
        apply: "F(z, ...) (1 / (1 + exp(-z)))",
        backward: "F(dy, z, y, ...) (dy * y * (1 - y))",
    });

    #[inline(always)]
    fn apply(self, z: T) -> T {
        z.fast_sigmoid()
    }
    #[inline(always)]
    fn derivative(self, _z: T, y: T) -> T {
        y * (T::one() - y)
    }
}
// ANCHOR_END: sigmoid

/// The sigmoid linear unit `f(z) = z·σ(z)` (named by Hendrycks and Gimpel, 2016), also called
/// Swish.
///
/// Its derivative is `f'(z) = σ(z)·(1 + z·(1 − σ(z)))`. It is not monotonic, so the derivative does
/// not follow from the output: `z` is saved for the backward pass.
///
/// ```
/// use activations::{Activation, Silu};
///
/// assert_eq!((Silu.apply(0.0), Silu.derivative(0.0, 0.0)), (0.0, 0.5));
/// assert!((Silu.apply(1.0) - 0.731_058_578_630_005f64).abs() < 1e-12);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Silu;

// ANCHOR: silu
impl<T: Float> Activation<T> for Silu {
    const NAME: &'static str = "silu";
    const DERIVATIVE_NEEDS_INPUT: bool = true;
    const CUDA: Option<CudaActivation> = Some(CudaActivation {
        apply: "F(z, ...) (fmax(z, T(-1000)) / (1 + exp(-z)))",
        backward: "F(dy, z, y, ...) (dy * (1 / (1 + exp(-z)) + fmin(y, T(1000)) / (1 + exp(z))))",
    });

    #[inline(always)]
    fn apply(self, z: T) -> T {
        bounded_below(z) * z.fast_sigmoid()
    }
    #[inline(always)]
    fn derivative(self, z: T, _y: T) -> T {
        let (z, sigmoid) = (bounded(z), z.fast_sigmoid());
        sigmoid * z.mul_add(T::one() - sigmoid, T::one())
    }
}
// ANCHOR_END: silu
