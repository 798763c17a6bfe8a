//! The Gaussian error linear unit.

use neurons::Activation;
use numeric::Float;
use std::f64::consts::{FRAC_1_SQRT_2, FRAC_2_SQRT_PI};

/// The Gaussian error linear unit `f(z) = z·Φ(z)` (Hendrycks and Gimpel, 2016), where `Φ` is the
/// distribution function of the standard normal law and `φ` its density.
///
/// Its slope is `f'(z) = Φ(z) + z·φ(z)`. It dips below zero for negative `z`, so the slope cannot
/// be told from the answer: `z` is kept for the way back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Gelu;

/// `Φ(z) = erfc(−z/√2) / 2`, which unlike `(1 + erf(z/√2)) / 2` cancels nothing for negative `z`.
fn distribution<T: Float>(z: T) -> T {
    T::of(0.5) * (z * T::of(-FRAC_1_SQRT_2)).erfc()
}

/// `φ(z) = e^(−z²/2) / √(2π)`.
fn density<T: Float>(z: T) -> T {
    T::of(0.5 * FRAC_2_SQRT_PI * FRAC_1_SQRT_2) * (T::of(-0.5) * z * z).fast_exp()
}

impl<T: Float> Activation<T> for Gelu {
    const NAME: &'static str = "gelu";
    const NEEDS_INPUT: bool = true;

    #[inline(always)]
    fn apply(self, z: T) -> T {
        z * distribution(z)
    }
    #[inline(always)]
    fn derivative(self, z: T, _y: T) -> T {
        distribution(z) + z * density(z)
    }
}
