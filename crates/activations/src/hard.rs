//! Piecewise linear relatives of the sigmoid and of SiLU.

use neurons::{Activation, CudaActivation};
use numeric::Float;

/// The hard sigmoid `f(z) = min(max(slope·z + offset, 0), 1)`: linear between 0 and 1.
///
/// By default slope and offset are 1/6 and 1/2, as in PyTorch and Keras; ONNX has the slope 0.2.
/// Its derivative follows from its output: `f' = slope` where `0 < y < 1`, else `0`.
///
/// ```
/// use activations::{Activation, HardSigmoid};
///
/// let f = HardSigmoid { slope: 0.25, offset: 0.5 };
/// assert_eq!([-9.0, 1.0, 9.0].map(|z: f64| f.apply(z)), [0.0, 0.75, 1.0]);
/// assert_eq!((f.derivative(1.0, 0.75), f.derivative(9.0, 1.0)), (0.25, 0.0));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HardSigmoid {
    /// The slope between the two kinks.
    pub slope: f64,
    /// The output at 0.
    pub offset: f64,
}

impl Default for HardSigmoid {
    fn default() -> Self {
        HardSigmoid { slope: 1.0 / 6.0, offset: 0.5 }
    }
}

impl<T: Float> Activation<T> for HardSigmoid {
    const NAME: &'static str = "hard_sigmoid";
    const CUDA: Option<CudaActivation> = Some(CudaActivation {
        apply: "F(z, a, b, ...) (a * z + b < 0 ? 0 : a * z + b > 1 ? 1 : a * z + b)",
        backward: "F(dy, z, y, a, b, ...) (y > 0 && y < 1 ? dy * a : 0)",
    });

    fn check_settings(self) {
        let slope = self.slope;
        assert!(slope > 0.0, "hard_sigmoid: the slope must be positive, not {slope}");
    }

    #[inline(always)]
    fn apply(self, z: T) -> T {
        let y = T::of(self.slope) * z + T::of(self.offset);
        let y = if y < T::zero() { T::zero() } else { y };
        if y > T::one() { T::one() } else { y }
    }
    #[inline(always)]
    fn derivative(self, _z: T, y: T) -> T {
        if y > T::zero() && y < T::one() { T::of(self.slope) } else { T::zero() }
    }
    fn parameters(self) -> [f64; 4] {
        [self.slope, self.offset, 0.0, 0.0]
    }
}

/// Hard swish, `f(z) = z·min(max(z/6 + 1/2, 0), 1)` (Howard and others, 2019): SiLU with the
/// [`HardSigmoid`].
///
/// `f' = 0` for `z ≤ −3`, `1` for `z ≥ 3`, and `z/3 + 1/2` between.
///
/// ```
/// use activations::{Activation, HardSwish};
///
/// assert_eq!([-3.0, 0.0, 3.0].map(|z: f64| HardSwish.apply(z)), [0.0, 0.0, 3.0]);
/// assert_eq!(HardSwish.derivative(0.0, 0.0), 0.5);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HardSwish;

impl<T: Float> Activation<T> for HardSwish {
    const NAME: &'static str = "hard_swish";
    const DERIVATIVE_NEEDS_INPUT: bool = true;
    const CUDA: Option<CudaActivation> = Some(CudaActivation {
        apply: "F(z, ...) (z <= -3 ? 0 : z >= 3 ? z : z * (z + 3) / 6)",
        backward: "F(dy, z, y, ...) (z < 3 ? (z > -3 ? dy * (z / 3 + T(0.5)) : 0) : dy)",
    });

    #[inline(always)]
    fn apply(self, z: T) -> T {
        let three = T::of(3.0);
        let inside = z * (z + three) / T::of(6.0);
        let y = if z > -three { inside } else { T::zero() };
        // A NaN is on neither side, and stays one.
        let y = if z < three { y } else { z };
        if z.as_f64().is_nan() { z } else { y }
    }
    #[inline(always)]
    fn derivative(self, z: T, _y: T) -> T {
        let three = T::of(3.0);
        let inside = z / three + T::of(0.5);
        let slope = if z > -three { inside } else { T::zero() };
        if z < three { slope } else { T::one() }
    }
}
