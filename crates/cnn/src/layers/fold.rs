//! Batch normalization folded into the convolution before it.

use super::conv::Conv;
use super::extent::ConvExtent;
use autograd::Param;
use neurons::Identity;
use normalization::{BatchNorm, FoldBatchNorm};
use numeric::Float;
use tensor::{Shape, pointwise, zip_broadcast};

/// A filter is contiguous in the weights, and has one factor.
///
/// ```
/// use cnn::Conv2d;
/// use neurons::Identity;
/// use normalization::{BatchNorm, prelude::*};
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
/// use tensor::Tensor;
///
/// let conv = Conv2d::<f64>::new(1, 2, 3, Identity, &mut ChaCha8Rng::seed_from_u64(1));
/// let mut norm = BatchNorm::new(2);
/// (norm.running_var.value, norm.epsilon) = (Tensor::new([2], vec![4.0, 0.25]), 0.0);
/// let folded = conv.fold_batch_norm(&norm);
/// let [before, after] = [&conv, &folded].map(|conv| conv.weight.value.as_slice());
/// assert_eq!((after[8], after[9]), (before[8] / 2.0, before[9] * 2.0));
/// ```
impl<T: Float, S: ConvExtent> FoldBatchNorm<T> for Conv<T, Identity, S> {
    #[track_caller]
    fn fold_batch_norm(&self, norm: &BatchNorm<T>) -> Self {
        let weight = &self.weight.value;
        let (filters, rank) = (weight.shape().dims()[0], weight.shape().rank());
        let no_bias = weight.new_full([filters], T::zero());
        let bias = self.bias.as_ref().map_or(&no_bias, |bias| &bias.value);
        let [scale, bias] = norm.folded_scale_and_bias(bias);
        let mut of_filters = [1; Shape::MAX_RANK];
        of_filters[0] = filters;
        let shape = Shape::new(&of_filters[..rank]).expect("as many elements as filters");
        let mut folded = self.clone();
        folded.weight.value =
            zip_broadcast(weight.clone(), &scale.reshape(shape), pointwise!(|w, scale| w * scale));
        folded.bias = Some(Param::new(bias));
        folded
    }
}
