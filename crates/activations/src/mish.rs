//! Mish.

use neurons::Activation;
use numeric::Float;

/// Mish `f(z) = z·tanh(ln(1 + eᶻ))` (Misra, 2019).
///
/// With `t = tanh(ln(1 + eᶻ))` its slope is `f'(z) = t + z·(1 − t²)·σ(z)`. It dips below zero for
/// negative `z`, so the slope cannot be told from the answer: `z` is kept for the way back.
///
/// No logarithm is taken and no `tanh`: `tanh(ln a) = (a² − 1) / (a² + 1)`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mish;

/// `t = n / (n + r)` and `1 − t = r / (n + r)`, the second so that nothing cancels where `t` is
/// nearly 1. From `a = 1 + eᶻ` come `n = e²ᶻ + 2·eᶻ` and `r = 2`; for positive `z` both are divided
/// by `e²ᶻ`, lest they overflow.
#[inline(always)]
fn tanh_softplus_and_complement<T: Float>(z: T) -> (T, T) {
    let (u, two) = ((-z.abs()).fast_exp(), T::of(2.0));
    let n = if z < T::zero() { u * (u + two) } else { T::one() + two * u };
    let r = if z < T::zero() { two } else { two * u * u };
    let scale = T::one() / (n + r);
    (n * scale, r * scale)
}

impl<T: Float> Activation<T> for Mish {
    const NAME: &'static str = "mish";
    const DERIVATIVE_NEEDS_INPUT: bool = true;

    #[inline(always)]
    fn apply(self, z: T) -> T {
        z * tanh_softplus_and_complement(z).0
    }
    #[inline(always)]
    fn derivative(self, z: T, _y: T) -> T {
        let (t, rest) = tanh_softplus_and_complement(z);
        t + z * rest * (T::one() + t) * z.fast_sigmoid()
    }
}
