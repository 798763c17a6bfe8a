//! Root mean square normalization.

pub mod rule;

use crate::NormOps;
use crate::layer_norm::features_error;
use crate::parameters::param_or_full;
use autograd::{Param, Var};
use nn::{Forward, Layer, impl_module};
use numeric::Float;
use tensor::{Shape, Tensor};

/// Root mean square normalization: layer normalization without the mean, `y = w·x/√(mean(x²) + ε)`.
/// It keeps the samples' scale in check, which is most of what layer normalization is good for, at
/// less cost. PyTorch's `RMSNorm` over the last axis.
///
/// Source: B. Zhang and R. Sennrich, "Root mean square layer normalization", NeurIPS (2019).
///
/// ```
/// use autograd::Tape;
/// use nn::Forward;
/// use normalization::RmsNorm;
/// use tensor::Tensor;
///
/// let x = Tensor::new([1, 2], vec![3.0, 4.0]);                  // mean square 12.5
/// let y = Tape::new().no_grad(|tape| RmsNorm::<f64>::new(2, 0.0).forward(tape.constant(&x)));
/// assert_eq!(y.as_slice()[1], 4.0 * (1.0 / 12.5f64.sqrt()));
/// ```
///
/// # Shapes
/// `x`, `y`: `[…, features]`, weight: `[features]`.
#[derive(Clone, Debug)]
pub struct RmsNorm<T: Float = f32> {
    /// The weight, if the layer has one.
    pub weight: Option<Param<T>>,
    /// Added to the mean square for numerical stability, `ε`.
    pub epsilon: f64,
    features: usize,
}
impl_module!(RmsNorm<T> { weight });

impl<T: Float> RmsNorm<T> {
    /// A layer for `features` features, with weights 1. Models differ in their `ε`: 1e-5 and 1e-6
    /// are common, and PyTorch's default is the machine epsilon of the number type.
    ///
    /// ```
    /// let layer = normalization::RmsNorm::<f32>::new(8, 1e-6);
    /// assert_eq!(nn::parameter_count(&layer), 8);
    /// ```
    pub fn new(features: usize, epsilon: f64) -> Self {
        let weight = Some(Param::new(Tensor::full([features], T::one())));
        RmsNorm { weight, ..Self::without_affine(features, epsilon) }
    }

    /// A layer without trainable parameters: `y = x/√(mean(x²) + ε)`.
    ///
    /// ```
    /// let layer = normalization::RmsNorm::<f32>::without_affine(8, 1e-6);
    /// assert_eq!(nn::parameter_count(&layer), 0);
    /// ```
    pub fn without_affine(features: usize, epsilon: f64) -> Self {
        RmsNorm { weight: None, epsilon, features }
    }
}

impl<T: Float> Forward<T> for RmsNorm<T> {
    #[track_caller]
    fn forward<'t>(&self, x: Var<'t, T>) -> Var<'t, T> {
        let w = param_or_full(x, &self.weight, self.features, T::one());
        x.rms_norm(w, self.epsilon)
    }
}

impl<T: Float> Layer<T> for RmsNorm<T> {
    fn name(&self) -> String {
        "RmsNorm".into()
    }

    fn input_error(&self, shape: Shape) -> Option<String> {
        features_error(shape, self.features)
    }
}
