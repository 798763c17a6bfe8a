//! Group normalization.

pub mod rule;

use crate::NormOps;
use crate::batch_norm::channels_error;
use crate::parameters::param_or_full;
use autograd::{Param, Var};
use nn::{Forward, Layer, impl_module};
use numeric::Float;
use tensor::{Shape, Tensor};

/// Group normalization: every group of neighbouring channels of a sample gets mean 0 and variance
/// 1, then each channel a trainable weight and bias: `y = w·(x − μ)/√(σ² + ε) + b`. It does what
/// batch normalization does for images, but for each sample alone, however small the batch. With
/// one group it is layer normalization over channels and spatial axes, with one channel per group
/// instance normalization. PyTorch's `GroupNorm`.
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
/// let y = Tape::new().no_grad(|tape| GroupNorm::<f64>::new(2, 4).forward(tape.constant(&x)));
/// let rounded: Vec<f64> = y.as_slice().iter().map(|y| y.round()).collect();
/// assert_eq!(rounded, [-1.0, 1.0, -1.0, 1.0]);
/// ```
///
/// # Shapes
/// `x`, `y`: `[n, channels, …]`, weight and bias: `[channels]`.
#[derive(Clone, Debug)]
pub struct GroupNorm<T: Float = f32> {
    /// The weight, if the layer is affine.
    pub weight: Option<Param<T>>,
    /// The bias, if the layer is affine.
    pub bias: Option<Param<T>>,
    /// Added to the variance for numerical stability, `ε`: 1e-5.
    pub epsilon: f64,
    groups: usize,
    channels: usize,
}
impl_module!(GroupNorm<T> { weight, bias });

impl<T: Float> GroupNorm<T> {
    /// A layer that divides `channels` channels into `groups` groups, with weights 1 and biases 0.
    ///
    /// # Panics
    /// If the number of channels is not divisible by the number of groups.
    ///
    /// ```
    /// let layer = normalization::GroupNorm::<f32>::new(2, 8);
    /// assert_eq!(nn::parameter_count(&layer), 2 * 8);
    /// ```
    #[track_caller]
    pub fn new(groups: usize, channels: usize) -> Self {
        let [zeros, ones] = [T::zero(), T::one()].map(|value| Tensor::full([channels], value));
        let (weight, bias) = (Some(Param::new(ones)), Some(Param::new(zeros)));
        GroupNorm { weight, bias, ..Self::without_affine(groups, channels) }
    }

    /// A layer without trainable parameters: `y = (x − μ)/√(σ² + ε)`.
    ///
    /// # Panics
    /// If the number of channels is not divisible by the number of groups.
    ///
    /// ```
    /// let layer = normalization::GroupNorm::<f32>::without_affine(2, 8);
    /// assert_eq!(nn::parameter_count(&layer), 0);
    /// ```
    #[track_caller]
    pub fn without_affine(groups: usize, channels: usize) -> Self {
        check_groups(groups, channels);
        GroupNorm { weight: None, bias: None, epsilon: 1e-5, groups, channels }
    }
}

impl<T: Float> Forward<T> for GroupNorm<T> {
    #[track_caller]
    fn forward<'t>(&self, x: Var<'t, T>) -> Var<'t, T> {
        let w = param_or_full(x, &self.weight, self.channels, T::one());
        let b = param_or_full(x, &self.bias, self.channels, T::zero());
        x.group_norm(self.groups, w, b, self.epsilon)
    }
}

impl<T: Float> Layer<T> for GroupNorm<T> {
    fn name(&self) -> String {
        format!("GroupNorm ({} groups)", self.groups)
    }

    fn input_error(&self, shape: Shape) -> Option<String> {
        channels_error(shape, self.channels)
    }
}

/// # Panics
/// If the number of channels is not divisible by the number of groups.
#[track_caller]
pub(crate) fn check_groups(groups: usize, channels: usize) {
    assert!(
        groups > 0 && channels.is_multiple_of(groups),
        "group_norm: {channels} channels cannot be divided evenly into {groups} groups"
    );
}
