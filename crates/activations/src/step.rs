//! The step, which cannot be trained.

use neurons::Activation;
use numeric::Float;

/// The step `f(z) = 1` for `z ≥ 0`, `0` for the rest: a neuron that fires or does not.
///
/// Its slope is `f'(z) = 0`, also at the jump, where there is none: no gradient passes, so that
/// what lies below a step never learns. A NaN stays a NaN.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Step;

impl<T: Float> Activation<T> for Step {
    const NAME: &'static str = "step";

    #[inline(always)]
    fn apply(self, z: T) -> T {
        let fires = if z >= T::zero() { T::one() } else { z };
        if z < T::zero() { T::zero() } else { fires }
    }
    #[inline(always)]
    fn derivative(self, _z: T, _y: T) -> T {
        T::zero()
    }
}
