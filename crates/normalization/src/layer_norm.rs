//! Layer normalization.

pub(crate) mod operation;
pub mod rule;

use crate::NormOps;
use crate::parameters::param_or_full;
use autograd::{Param, Var};
use nn::{Forward, Layer, impl_module};
use numeric::Float;
use tensor::{Shape, Tensor};

/// Layer normalization: every sample, over its features, gets mean 0 and variance 1, then each
/// feature a weight and a bias that are learnt: `y = w·(x − μ)/√(σ² + ε) + b`. Samples do not see
/// each other, so training and evaluation are the same. PyTorch's `LayerNorm` over the last axis.
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
/// let y = Tape::new().evaluate(|tape| LayerNorm::<f64>::new(3).forward(tape.constant(&x)));
/// assert!((y.as_slice()[2] - 1.5f64.sqrt()).abs() < 1e-4);      // (3 − 2)/√(2/3)
/// assert!((y.as_slice()[5] - y.as_slice()[2]).abs() < 1e-4);    // the scale is gone
/// ```
///
/// # Shapes
/// `x`, `y`: `[…, features]`, weight and bias: `[features]`.
#[derive(Clone, Debug)]
pub struct LayerNorm<T: Float = f32> {
    /// The weights, if the layer has some.
    pub weight: Option<Param<T>>,
    /// The biases, if the layer has some.
    pub bias: Option<Param<T>>,
    /// What keeps the division from blowing up, `ε`: 1e-5.
    pub epsilon: f64,
    features: usize,
}
impl_module!(LayerNorm<T> { weight, bias });

impl<T: Float> LayerNorm<T> {
    /// A layer for so many features, with weights 1 and biases 0.
    pub fn new(features: usize) -> Self {
        let [zeros, ones] = [T::zero(), T::one()].map(|number| Tensor::full([features], number));
        let (weight, bias) = (Some(Param::new(ones)), Some(Param::new(zeros)));
        LayerNorm { weight, bias, ..Self::without_affine(features) }
    }

    /// A layer with nothing to learn: `y = (x − μ)/√(σ² + ε)`.
    pub fn without_affine(features: usize) -> Self {
        LayerNorm { weight: None, bias: None, epsilon: 1e-5, features }
    }
}

impl<T: Float> Forward<T> for LayerNorm<T> {
    #[track_caller]
    fn forward<'t>(&self, x: Var<'t, T>) -> Var<'t, T> {
        let w = param_or_full(x.tape(), &self.weight, self.features, T::one());
        let b = param_or_full(x.tape(), &self.bias, self.features, T::zero());
        x.layer_norm(w, b, self.epsilon)
    }
}

impl<T: Float> Layer<T> for LayerNorm<T> {
    fn name(&self) -> String {
        "LayerNorm".into()
    }

    fn input_error(&self, shape: Shape) -> Option<String> {
        objection(shape, self.features)
    }
}

/// What a layer for so many features has against a shape.
pub(crate) fn objection(shape: Shape, features: usize) -> Option<String> {
    (shape.dims().last() != Some(&features)).then(|| {
        format!("takes {features} features (the last axis), but what comes has the shape {shape:?}")
    })
}
