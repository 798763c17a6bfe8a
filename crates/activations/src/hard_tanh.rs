//! A hyperbolic tangent made of three straight pieces.

use neurons::Activation;
use numeric::Float;

/// The hard tangent `f(z) = min(max(z, low), high)`: straight between `low` and `high`, flat
/// beyond.
///
/// Its slope is told by its value: `f' = 1` where `low < y < high`, else `0`; at the two kinks it
/// is taken as 0, as PyTorch does. A NaN stays a NaN.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HardTanh {
    /// The least answer, −1 by default.
    pub min_val: f64,
    /// The largest answer, 1 by default.
    pub max_val: f64,
}

impl Default for HardTanh {
    fn default() -> Self {
        HardTanh { min_val: -1.0, max_val: 1.0 }
    }
}

impl<T: Float> Activation<T> for HardTanh {
    const NAME: &'static str = "hard_tanh";

    #[inline(always)]
    fn apply(self, z: T) -> T {
        let (low, high) = (T::of(self.min_val), T::of(self.max_val));
        let z = if z < low { low } else { z };
        if z > high { high } else { z }
    }
    #[inline(always)]
    fn derivative(self, _z: T, y: T) -> T {
        if y > T::of(self.min_val) && y < T::of(self.max_val) { T::one() } else { T::zero() }
    }
}
