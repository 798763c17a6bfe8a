//! The exponential linear unit and its scaled relative.

use neurons::{Activation, CudaActivation};
use numeric::Float;

/// The exponential linear unit `f(z) = z` for positive `z`, else `α·(eᶻ − 1)` (Clevert, Unterthiner
/// and Hochreiter, 2015): a ReLU whose outputs can be negative, so that their mean comes nearer to
/// zero.
///
/// Its derivative follows from its output: `f' = 1` where `y > 0`, else `α·eᶻ = y + α`. For that
/// `α` must be positive.
///
/// ```
/// use activations::{Activation, Elu};
///
/// let y = Elu::default().apply(-1e3f64);
/// assert_eq!((y, Elu::default().derivative(-1e3, y)), (-1.0, 0.0));
/// assert_eq!(Elu::default().apply(2.0), 2.0);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Elu {
    /// `α`, 1 by default; the outputs approach `−α` for very negative `z`.
    pub alpha: f64,
}

impl Default for Elu {
    fn default() -> Self {
        Elu { alpha: 1.0 }
    }
}

impl<T: Float> Activation<T> for Elu {
    const NAME: &'static str = "elu";
    const CUDA: Option<CudaActivation> = Some(CudaActivation {
        apply: "F(z, alpha, ...) (z > 0 ? z : alpha * expm1(z))",
        backward: "F(dy, z, y, alpha, ...) (y > 0 ? dy : dy * (y + alpha))",
    });

    fn check_settings(self) {
        let alpha = self.alpha;
        assert!(alpha > 0.0, "elu: alpha must be positive, not {alpha}");
    }

    #[inline(always)]
    fn apply(self, z: T) -> T {
        let negative_branch = T::of(self.alpha) * z.fast_exp_m1();
        if z > T::zero() { z } else { negative_branch }
    }
    #[inline(always)]
    fn derivative(self, _z: T, y: T) -> T {
        if y > T::zero() { T::one() } else { y + T::of(self.alpha) }
    }
    fn parameters(self) -> [f64; 4] {
        [self.alpha, 0.0, 0.0, 0.0]
    }
}

/// The scaled exponential linear unit `f(z) = λ·z` for positive `z`, else `λ·α·(eᶻ − 1)`
/// (Klambauer and others, 2017).
///
/// `λ = 1.0507…` and `α = 1.6732…` are such that a layer of many neurons has outputs of mean 0
/// and variance 1 if its inputs have these, and if its weights have mean 0 and variance 1/inputs.
///
/// Its derivative follows from its output: `f' = λ` where `y > 0`, else `λ·α·eᶻ = y + λ·α`.
///
/// ```
/// use activations::{Activation, Selu};
///
/// assert_eq!(Selu.apply(1.0), Selu::LAMBDA);
/// assert_eq!(Selu.apply(-1e3), -Selu::LAMBDA * Selu::ALPHA);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Selu;

impl Selu {
    /// `λ`, the derivative for positive `z`.
    pub const LAMBDA: f64 = 1.050_700_987_355_480_5;
    /// `α`; the outputs approach `−λ·α` for very negative `z`.
    pub const ALPHA: f64 = 1.673_263_242_354_377_2;
}

impl<T: Float> Activation<T> for Selu {
    const NAME: &'static str = "selu";
    const CUDA: Option<CudaActivation> = Some(CudaActivation {
        apply: "F(z, lambda, lambda_alpha, ...) (z > 0 ? lambda * z : lambda_alpha * expm1(z))",
        backward: "F(dy, z, y, lambda, lambda_alpha, ...) \
            (dy * (y > 0 ? lambda : y + lambda_alpha))",
    });

    #[inline(always)]
    fn apply(self, z: T) -> T {
        let negative_branch = T::of(Selu::LAMBDA * Selu::ALPHA) * z.fast_exp_m1();
        if z > T::zero() { T::of(Selu::LAMBDA) * z } else { negative_branch }
    }
    #[inline(always)]
    fn derivative(self, _z: T, y: T) -> T {
        let negative_branch = y + T::of(Selu::LAMBDA * Selu::ALPHA);
        if y > T::zero() { T::of(Selu::LAMBDA) } else { negative_branch }
    }

    fn parameters(self) -> [f64; 4] {
        [Selu::LAMBDA, Selu::LAMBDA * Selu::ALPHA, 0.0, 0.0]
    }
}
