//! Layer normalization.

pub mod rule;

use crate::NormOps;
use crate::parameters::param_or_full;
use autograd::{Param, Var};
use nn::{Forward, Layer, impl_module};
use numeric::Float;
use tensor::{Shape, Tensor};

/// Layer normalization: every sample, over its features, gets mean 0 and variance 1, then each
/// feature a trainable weight and bias: `y = w·(x − μ)/√(σ² + ε) + b`. Samples do not depend on
/// each other, so training and inference are the same. PyTorch's `LayerNorm` over the last axis.
///
/// Source: J. L. Ba, J. R. Kiros and G. E. Hinton, "Layer normalization", arXiv:1607.06450 (2016).
///
/// ```
/// use autograd::Tape;
/// use nn::Forward;
/// use normalization::LayerNorm;
/// use tensor::Tensor;
///
/// let x = Tensor::new([2, 3], vec![1.0, 2.0, 3.0, 100.0, 200.0, 300.0]);
/// let y = Tape::new().no_grad(|tape| LayerNorm::<f64>::new(3).forward(tape.constant(&x)));
/// assert!((y.as_slice()[2] - 1.5f64.sqrt()).abs() < 1e-4);      // (3 − 2)/√(2/3)
/// assert!((y.as_slice()[5] - y.as_slice()[2]).abs() < 1e-4);    // the scale is gone
/// ```
///
/// # Shapes
/// `x`, `y`: `[…, features]`, weight and bias: `[features]`.
#[derive(Clone, Debug)]
pub struct LayerNorm<T: Float = f32> {
    /// The weight, if the layer is affine.
    pub weight: Option<Param<T>>,
    /// The bias, if the layer is affine.
    pub bias: Option<Param<T>>,
    /// Added to the variance for numerical stability, `ε`: 1e-5.
    pub epsilon: f64,
    features: usize,
}
impl_module!(LayerNorm<T> { weight, bias });

impl<T: Float> LayerNorm<T> {
    /// A layer for `features` features, with weights 1 and biases 0.
    ///
    /// ```
    /// let layer = normalization::LayerNorm::<f32>::new(8);
    /// assert_eq!(nn::parameter_count(&layer), 2 * 8);
    /// ```
    pub fn new(features: usize) -> Self {
        let [zeros, ones] = [T::zero(), T::one()].map(|value| Tensor::full([features], value));
        let (weight, bias) = (Some(Param::new(ones)), Some(Param::new(zeros)));
        LayerNorm { weight, bias, ..Self::without_affine(features) }
    }

    /// A layer without trainable parameters: `y = (x − μ)/√(σ² + ε)`.
    ///
    /// ```
    /// let layer = normalization::LayerNorm::<f32>::without_affine(8);
    /// assert_eq!(nn::parameter_count(&layer), 0);
    /// ```
    pub fn without_affine(features: usize) -> Self {
        LayerNorm { weight: None, bias: None, epsilon: 1e-5, features }
    }
}

impl<T: Float> Forward<T> for LayerNorm<T> {
    #[track_caller]
    fn forward<'t>(&self, x: Var<'t, T>) -> Var<'t, T> {
        let w = param_or_full(x, &self.weight, self.features, T::one());
        let b = param_or_full(x, &self.bias, self.features, T::zero());
        x.layer_norm(w, b, self.epsilon)
    }
}

impl<T: Float> Layer<T> for LayerNorm<T> {
    fn name(&self) -> String {
        "LayerNorm".into()
    }

    fn input_error(&self, shape: Shape) -> Option<String> {
        features_error(shape, self.features)
    }
}

/// Why a shape is no input of a layer for `features` features, if it is none.
pub(crate) fn features_error(shape: Shape, features: usize) -> Option<String> {
    (shape.dims().last() != Some(&features)).then(|| {
        format!("takes {features} features (the last axis), but the input has the shape {shape:?}")
    })
}
