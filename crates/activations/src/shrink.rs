//! Functions that are 0 up to a threshold.

use neurons::{Activation, CudaActivation};
use numeric::Float;

/// The shrinkage function `f(z) = z + bias` for `z < −λ`, `z − bias` for `z > λ`, else `0`. With the
/// bias 0 it is PyTorch's hard shrinkage, with the bias `λ` soft shrinkage, which is continuous.
///
/// `f' = 1` where `|z| > λ`, else `0`.
///
/// ```
/// use activations::{Activation, Shrink};
///
/// let soft = Shrink { lambda: 0.5, bias: 0.5 };
/// assert_eq!([-2.0, 0.5, 2.0].map(|z: f64| soft.apply(z)), [-1.5, 0.0, 1.5]);
/// assert_eq!(soft.derivative(2.0, 1.5), 1.0);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shrink {
    /// `λ`, the threshold.
    pub lambda: f64,
    /// What is subtracted beyond it.
    pub bias: f64,
}

impl Default for Shrink {
    fn default() -> Self {
        Shrink { lambda: 0.5, bias: 0.0 }
    }
}

impl<T: Float> Activation<T> for Shrink {
    const NAME: &'static str = "shrink";
    const DERIVATIVE_NEEDS_INPUT: bool = true;
    const CUDA: Option<CudaActivation> = Some(CudaActivation {
        apply: "F(z, lambda, bias, ...) \
            (z > lambda ? z - bias : z < -lambda ? z + bias : z != z ? z : 0)",
        backward: "F(dy, z, y, lambda, ...) (fabs(z) > lambda ? dy : 0)",
    });

    fn check_settings(self) {
        let lambda = self.lambda;
        assert!(lambda >= 0.0, "shrink: lambda must not be negative, but is {lambda}");
    }

    #[inline(always)]
    fn apply(self, z: T) -> T {
        let (lambda, bias) = (T::of(self.lambda), T::of(self.bias));
        let y = if z > lambda { z - bias } else { T::zero() };
        let y = if z < -lambda { z + bias } else { y };
        if z.as_f64().is_nan() { z } else { y }
    }
    #[inline(always)]
    fn derivative(self, z: T, _y: T) -> T {
        if z.abs() > T::of(self.lambda) { T::one() } else { T::zero() }
    }
    fn parameters(self) -> [f64; 4] {
        [self.lambda, self.bias, 0.0, 0.0]
    }
}

/// The thresholded ReLU `f(z) = z` where `z > θ`, else `0` (Konda and others, 2014); so
/// `f' = 1` where `z > θ`, else `0`.
///
/// ```
/// use activations::{Activation, ThresholdedRelu};
///
/// let f = ThresholdedRelu { theta: 1.0 };
/// assert_eq!([-2.0, 1.0, 2.0].map(|z: f64| f.apply(z)), [0.0, 0.0, 2.0]);
/// assert_eq!(f.derivative(2.0, 2.0), 1.0);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ThresholdedRelu {
    /// `θ`, the threshold, 1 by default.
    pub theta: f64,
}

impl Default for ThresholdedRelu {
    fn default() -> Self {
        ThresholdedRelu { theta: 1.0 }
    }
}

impl<T: Float> Activation<T> for ThresholdedRelu {
    const NAME: &'static str = "thresholded_relu";
    const DERIVATIVE_NEEDS_INPUT: bool = true;
    const CUDA: Option<CudaActivation> = Some(CudaActivation {
        apply: "F(z, theta, ...) (z > theta || z != z ? z : 0)",
        backward: "F(dy, z, y, theta, ...) (z > theta ? dy : 0)",
    });

    fn check_settings(self) {
        let theta = self.theta;
        assert!(!theta.is_nan(), "thresholded_relu: theta must be a number");
    }

    #[inline(always)]
    fn apply(self, z: T) -> T {
        let y = if z > T::of(self.theta) { z } else { T::zero() };
        if z.as_f64().is_nan() { z } else { y }
    }
    #[inline(always)]
    fn derivative(self, z: T, _y: T) -> T {
        if z > T::of(self.theta) { T::one() } else { T::zero() }
    }
    fn parameters(self) -> [f64; 4] {
        [self.theta, 0.0, 0.0, 0.0]
    }
}
