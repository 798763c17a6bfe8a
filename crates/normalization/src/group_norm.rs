//! Group normalization.

pub(crate) mod operation;
pub mod rule;

use crate::NormOps;
use crate::batch_norm::objection;
use crate::parameters::param_or_full;
use autograd::{Param, Var};
use nn::{Forward, Layer, impl_module};
use numeric::Float;
use tensor::{Shape, Tensor};

/// Group normalization: every group of neighbouring channels of a sample gets mean 0 and variance 1,
/// then each channel a weight and a bias that are learnt: `y = w·(x − μ)/√(σ² + ε) + b`. It does what
/// batch normalization does for images, but for each sample alone, however small the batch. One group
/// is layer normalization over channels and places, as many groups as channels are instance
/// normalization. PyTorch's `GroupNorm`.
///
/// Source: Y. Wu and K. He, "Group normalization", ECCV (2018).
///
/// ```
/// use autograd::Tape;
/// use nn::Forward;
/// use normalization::GroupNorm;
/// use tensor::Tensor;
///
/// let x = Tensor::new([1, 4, 1], vec![1.0, 3.0, 10.0, 20.0]);
/// let y = Tape::new().evaluate(|tape| GroupNorm::<f64>::new(2, 4).forward(tape.constant(&x)));
/// let rounded: Vec<f64> = y.as_slice().iter().map(|y| y.round()).collect();
/// assert_eq!(rounded, [-1.0, 1.0, -1.0, 1.0]);
/// ```
///
/// # Shapes
/// `x`, `y`: `[n, channels, …]`, weight and bias: `[channels]`.
#[derive(Clone, Debug)]
pub struct GroupNorm<T: Float = f32> {
    /// The weights, if the layer has some.
    pub weight: Option<Param<T>>,
    /// The biases, if the layer has some.
    pub bias: Option<Param<T>>,
    /// What keeps the division from blowing up, `ε`: 1e-5.
    pub epsilon: f64,
    groups: usize,
    channels: usize,
}
impl_module!(GroupNorm<T> { weight, bias });

impl<T: Float> GroupNorm<T> {
    /// A layer that shares so many channels among `groups`, with weights 1 and biases 0.
    ///
    /// # Panics
    /// If they cannot be shared evenly.
    #[track_caller]
    pub fn new(groups: usize, channels: usize) -> Self {
        let [zeros, ones] = [T::zero(), T::one()].map(|number| Tensor::full([channels], number));
        let (weight, bias) = (Some(Param::new(ones)), Some(Param::new(zeros)));
        GroupNorm { weight, bias, ..Self::without_affine(groups, channels) }
    }

    /// A layer with nothing to learn: `y = (x − μ)/√(σ² + ε)`.
    ///
    /// # Panics
    /// If the channels cannot be shared evenly.
    #[track_caller]
    pub fn without_affine(groups: usize, channels: usize) -> Self {
        operation::check(groups, channels);
        GroupNorm { weight: None, bias: None, epsilon: 1e-5, groups, channels }
    }
}

impl<T: Float> Forward<T> for GroupNorm<T> {
    #[track_caller]
    fn forward<'t>(&self, x: Var<'t, T>) -> Var<'t, T> {
        let w = param_or_full(x.tape(), &self.weight, self.channels, T::one());
        let b = param_or_full(x.tape(), &self.bias, self.channels, T::zero());
        x.group_norm(self.groups, w, b, self.epsilon)
    }
}

impl<T: Float> Layer<T> for GroupNorm<T> {
    fn name(&self) -> String {
        format!("GroupNorm ({} groups)", self.groups)
    }

    fn input_error(&self, shape: Shape) -> Option<String> {
        objection(shape, self.channels)
    }
}
