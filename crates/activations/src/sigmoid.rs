//! The logistic sigmoid.

use neurons::Activation;
use numeric::Float;

/// The logistic sigmoid `f(z) = 1 / (1 + e⁻ᶻ)`: any number, squeezed into a share between 0 and 1.
///
/// Its slope is told by its value: `f' = y·(1 − y)`, at most 1/4.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sigmoid;

impl<T: Float> Activation<T> for Sigmoid {
    const NAME: &'static str = "sigmoid";

    #[inline(always)]
    fn apply(self, z: T) -> T {
        z.fast_sigmoid()
    }
    #[inline(always)]
    fn derivative(self, _z: T, y: T) -> T {
        y * (T::one() - y)
    }
}
