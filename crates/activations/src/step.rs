//! The step function, which cannot be trained.

use neurons::{Activation, CudaActivation};
use numeric::Float;

/// The Heaviside step function `f(z) = 1` for `z ≥ 0`, else `0`: a neuron that is active or not.
///
/// Its derivative is `f'(z) = 0`, also at the jump, where there is none: no gradient passes, so
/// that the layers before a step never learn. A NaN stays a NaN.
///
/// ```
/// use activations::{Activation, Step};
///
/// assert_eq!([-0.1, 0.0, 2.0].map(|z: f64| Step.apply(z)), [0.0, 1.0, 1.0]);
/// assert_eq!(Step.derivative(2.0, 1.0), 0.0);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Step;

impl<T: Float> Activation<T> for Step {
    const NAME: &'static str = "step";
    const CUDA: Option<CudaActivation> = Some(CudaActivation {
        apply: "F(z, ...) (z >= 0 ? 1 : z < 0 ? 0 : z)",
        backward: "F(dy, z, y, ...) (0)",
    });

    #[inline(always)]
    fn apply(self, z: T) -> T {
        let y = if z >= T::zero() { T::one() } else { z };
        if z < T::zero() { T::zero() } else { y }
    }
    #[inline(always)]
    fn derivative(self, _z: T, _y: T) -> T {
        T::zero()
    }
}
