//! Batch normalization folded into the layer before it.

use crate::BatchNorm;
use autograd::Param;
use nn::Dense;
use numeric::Float;
use tensor::{Tensor, pointwise, zip_broadcast};

/// A layer without activation that can take in the [`BatchNorm`] after it.
///
/// In evaluation mode batch normalization is `y = scale·z + shift` with constants, and the layer
/// before it, `z = w·x + b`, can have them in its weights. PyTorch's `fuse_conv_bn_eval` and
/// `fuse_linear_bn_eval`. In training mode there is nothing to fold, since mean and variance are the
/// batch's: the mode is the tape's here, so the normalized model is kept to be trained, and its
/// folded copy computes.
pub trait FoldBatchNorm<T: Float> {
    /// The layer that computes what this one and `norm` compute in evaluation mode.
    ///
    /// # Panics
    /// If the layer does not have an output for each of the channels of `norm`.
    ///
    /// ```
    /// use autograd::Tape;
    /// use nn::{Dense, Forward};
    /// use normalization::{BatchNorm, prelude::*};
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    /// use tensor::Tensor;
    ///
    /// let dense = Dense::<f64>::linear(4, 2, &mut ChaCha8Rng::seed_from_u64(1));
    /// let mut norm = BatchNorm::new(2);
    /// norm.running_mean.value = Tensor::new([2], vec![0.5, -3.0]);
    /// norm.running_var.value = Tensor::new([2], vec![4.0, 0.1]);
    /// let folded = dense.fold_batch_norm(&norm);
    /// let x = Tensor::new([1, 4], vec![1.0, 2.0, 3.0, 4.0]);
    /// let both = Tape::new().no_grad(|tape| norm.forward(dense.forward(tape.constant(&x))));
    /// let one = Tape::new().no_grad(|tape| folded.forward(tape.constant(&x)));
    /// assert!((both.as_slice()[1] - one.as_slice()[1]).abs() < 1e-12);
    /// ```
    #[track_caller]
    #[must_use]
    fn fold_batch_norm(&self, norm: &BatchNorm<T>) -> Self;
}

// ANCHOR: fold
impl<T: Float> FoldBatchNorm<T> for Dense<T> {
    #[track_caller]
    fn fold_batch_norm(&self, norm: &BatchNorm<T>) -> Self {
        let [scale, bias] = norm.folded_scale_and_bias(&self.bias.value);
        let mut folded = self.clone();
        let weight = self.weight.value.clone();
        folded.weight.value = zip_broadcast(weight, &scale, pointwise!(|w, scale| w * scale));
        folded.bias = Param::new(bias);
        folded
    }
}
// ANCHOR_END: fold

impl<T: Float> BatchNorm<T> {
    /// For each channel the factor `w/√(σ² + ε)` of the weights of the layer before, and what its
    /// bias becomes, `(bias − μ)·factor + b`, by the running averages `μ` and `σ²`.
    ///
    /// # Panics
    /// If `bias` does not have one value for each channel.
    ///
    /// ```
    /// let mut norm = normalization::BatchNorm::<f64>::new(1);
    /// (norm.running_var.value, norm.epsilon) = (tensor::Tensor::full([1], 4.0), 0.0);
    /// let bias = tensor::Tensor::full([1], 6.0);
    /// assert_eq!(norm.folded_scale_and_bias(&bias).map(|of| of.item()), [0.5, 3.0]);
    /// ```
    // ANCHOR: scale
    #[track_caller]
    pub fn folded_scale_and_bias(&self, bias: &Tensor<T>) -> [Tensor<T>; 2] {
        let [w, b, mean, variance] = [
            &self.weight.value,
            &self.bias.value,
            &self.running_mean.value,
            &self.running_var.value,
        ];
        assert!(
            bias.shape() == w.shape(),
            "fold_batch_norm: a BatchNorm of {} channels cannot follow a layer whose biases are \
             {:?}: the layer must have one output for each channel",
            w.len(),
            bias.shape()
        );
        let factor = pointwise!(
            |w, v; epsilon| w / (v + epsilon).sqrt(),
            "w / sqrt(v + epsilon)",
            [self.epsilon]
        );
        let scale = w.clone().binary(variance, factor);
        let scaled = pointwise!(|bias, mean, scale| (bias - mean) * scale);
        let scaled = bias.clone().ternary(mean, &scale, scaled);
        let bias = scaled.binary(b, pointwise!(|scaled, b| scaled + b));
        [scale, bias]
    }
    // ANCHOR_END: scale
}
