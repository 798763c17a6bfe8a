//! The rectified linear unit and its leaky relative.

use neurons::{Activation, CudaActivation};
use numeric::Float;

/// The rectified linear unit `f(z) = max(0, z)` (Nair and Hinton, 2010).
///
/// At the kink, `z = 0`, its derivative is taken as 0, as PyTorch does. A NaN stays a NaN, so that
/// an error earlier in the network is not hidden.
///
/// ```
/// use activations::{Activation, Relu};
///
/// assert_eq!((Relu.apply(-3.0), Relu.apply(3.0)), (0.0, 3.0));
/// assert_eq!((Relu.derivative(-3.0, 0.0), Relu.derivative(3.0, 3.0)), (0.0, 1.0));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Relu;

// ANCHOR: relu
impl<T: Float> Activation<T> for Relu {
    const NAME: &'static str = "relu";
    const CUDA: Option<CudaActivation> = Some(CudaActivation {
        apply: "F(z, ...) (z < 0 ? 0 : z)",
        backward: "F(dy, z, y, ...) (y > 0 ? dy : 0)",
    });

    #[inline(always)]
    fn apply(self, z: T) -> T {
        if z < T::zero() { T::zero() } else { z }
    }
    #[inline(always)]
    fn derivative(self, _z: T, y: T) -> T {
        if y > T::zero() { T::one() } else { T::zero() }
    }
}
// ANCHOR_END: relu

/// The leaky ReLU, `f(z) = z` for positive `z`, else `a·z` with the negative slope `a` (Maas,
/// Hannun and Ng, 2013): a neuron whose sum is negative for every sample still learns.
///
/// The negative slope must be positive: the derivative follows from the sign of the output.
///
/// ```
/// use activations::{Activation, LeakyRelu};
///
/// let f = LeakyRelu { negative_slope: 0.25 };
/// assert_eq!((f.apply(-2.0), f.derivative(-2.0, -0.5)), (-0.5, 0.25));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LeakyRelu {
    /// The slope for negative `z`, 0.01 by default.
    pub negative_slope: f64,
}

impl Default for LeakyRelu {
    fn default() -> Self {
        LeakyRelu { negative_slope: 0.01 }
    }
}

impl<T: Float> Activation<T> for LeakyRelu {
    const NAME: &'static str = "leaky_relu";
    const CUDA: Option<CudaActivation> = Some(CudaActivation {
        apply: "F(z, slope, ...) (z > 0 ? z : z * slope)",
        backward: "F(dy, z, y, slope, ...) (y > 0 ? dy : dy * slope)",
    });

    fn check_settings(self) {
        let slope = self.negative_slope;
        assert!(slope > 0.0, "leaky_relu: the slope must be positive, not {slope}");
    }

    #[inline(always)]
    fn apply(self, z: T) -> T {
        if z > T::zero() { z } else { z * T::of(self.negative_slope) }
    }
    #[inline(always)]
    fn derivative(self, _z: T, y: T) -> T {
        if y > T::zero() { T::one() } else { T::of(self.negative_slope) }
    }
    fn parameters(self) -> [f64; 4] {
        [self.negative_slope, 0.0, 0.0, 0.0]
    }
}
