//! The sigmoid linear unit.

use neurons::Activation;
use numeric::Float;

/// The sigmoid linear unit `f(z) = z·σ(z)` (named by Hendrycks and Gimpel, 2016), also called
/// Swish.
///
/// Its slope is `f'(z) = σ(z)·(1 + z·(1 − σ(z)))`. It dips below zero for negative `z`, so the
/// slope cannot be told from the answer: `z` is kept for the way back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Silu;

impl<T: Float> Activation<T> for Silu {
    const NAME: &'static str = "silu";
    const DERIVATIVE_NEEDS_INPUT: bool = true;

    #[inline(always)]
    fn apply(self, z: T) -> T {
        z * z.fast_sigmoid()
    }
    #[inline(always)]
    fn derivative(self, z: T, _y: T) -> T {
        let share = z.fast_sigmoid();
        share * (T::one() + z * (T::one() - share))
    }
}
