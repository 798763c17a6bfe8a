//! The hyperbolic tangent.

use neurons::Activation;
use numeric::Float;

/// The hyperbolic tangent `f(z) = (eᶻ − e⁻ᶻ) / (eᶻ + e⁻ᶻ)`: a sigmoid stretched to −1…1 and
/// centred on zero.
///
/// Its slope is told by its value: `f' = 1 − y²`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tanh;

impl<T: Float> Activation<T> for Tanh {
    const NAME: &'static str = "tanh";

    #[inline(always)]
    fn apply(self, z: T) -> T {
        z.fast_tanh()
    }
    #[inline(always)]
    fn derivative(self, _z: T, y: T) -> T {
        T::one() - y * y
    }
}
