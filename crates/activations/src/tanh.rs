//! The hyperbolic tangent, and its piecewise linear relative.

use neurons::{Activation, CudaActivation};
use numeric::Float;

/// The hyperbolic tangent `f(z) = (eᶻ − e⁻ᶻ) / (eᶻ + e⁻ᶻ)`: a sigmoid stretched to −1…1 and
/// centred on zero.
///
/// Its derivative follows from its output: `f' = 1 − y²`.
///
/// ```
/// use activations::{Activation, Tanh};
///
/// let y = Tanh.apply(1.0f64);
/// assert!((y - 0.761_594_155_955_765).abs() < 1e-12);
/// assert_eq!(Tanh.derivative(1.0, y), 1.0 - y * y);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tanh;

impl<T: Float> Activation<T> for Tanh {
    const NAME: &'static str = "tanh";
    const CUDA: Option<CudaActivation> = Some(CudaActivation {
        apply: "F(z, ...) (tanh(z))",
        backward: "F(dy, z, y, ...) (dy * (1 - y * y))",
    });

    #[inline(always)]
    fn apply(self, z: T) -> T {
        z.fast_tanh()
    }
    #[inline(always)]
    fn derivative(self, _z: T, y: T) -> T {
        T::one() - y * y
    }
}

/// The hard tangent `f(z) = min(max(z, min_val), max_val)`: linear between the two values, constant
/// beyond.
///
/// Its derivative follows from its output: `f' = 1` where `min_val < y < max_val`, else `0`; at the
/// two kinks it is taken as 0, as PyTorch does. A NaN stays a NaN.
///
/// ```
/// use activations::{Activation, HardTanh};
///
/// let f = HardTanh { min_val: 0.0, max_val: 6.0 };        // known as ReLU6
/// assert_eq!([-1.0, 2.0, 7.0].map(|z: f64| f.apply(z)), [0.0, 2.0, 6.0]);
/// assert_eq!((f.derivative(2.0, 2.0), f.derivative(7.0, 6.0)), (1.0, 0.0));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HardTanh {
    /// The minimum output, −1 by default.
    pub min_val: f64,
    /// The maximum output, 1 by default.
    pub max_val: f64,
}

impl Default for HardTanh {
    fn default() -> Self {
        HardTanh { min_val: -1.0, max_val: 1.0 }
    }
}

impl<T: Float> Activation<T> for HardTanh {
    const NAME: &'static str = "hard_tanh";
    const CUDA: Option<CudaActivation> = Some(CudaActivation {
        apply: "F(z, low, high, ...) (z < low ? low : z > high ? high : z)",
        backward: "F(dy, z, y, low, high, ...) (y > low && y < high ? dy : 0)",
    });

    fn check_settings(self) {
        let HardTanh { min_val, max_val } = self;
        assert!(min_val < max_val, "hard_tanh: {min_val} is not less than {max_val}");
    }

    #[inline(always)]
    fn apply(self, z: T) -> T {
        let (min, max) = (T::of(self.min_val), T::of(self.max_val));
        let z = if z < min { min } else { z };
        if z > max { max } else { z }
    }
    #[inline(always)]
    fn derivative(self, _z: T, y: T) -> T {
        if y > T::of(self.min_val) && y < T::of(self.max_val) { T::one() } else { T::zero() }
    }
    fn parameters(self) -> [f64; 4] {
        [self.min_val, self.max_val, 0.0, 0.0]
    }
}
