//! Batch normalization folded into the convolution before it.

use super::conv::Conv;
use super::extent::ConvExtent;
use autograd::Param;
use neurons::Identity;
use normalization::{BatchNorm, FoldBatchNorm};
use numeric::Float;
use tensor::Tensor;

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
        let filters = self.weight.value.shape().dims()[0];
        let no_bias = Tensor::zeros([filters]);
        let bias = self.bias.as_ref().map_or(&no_bias, |bias| &bias.value);
        let [scale, bias] = norm.folded_scale_and_bias(bias);
        let mut folded = self.clone();
        let weight = folded.weight.value.as_mut_slice();
        let filter_len = weight.len() / filters;
        for (filter, scale) in weight.chunks_exact_mut(filter_len).zip(scale) {
            filter.iter_mut().for_each(|w| *w *= scale);
        }
        folded.bias = Some(Param::new(Tensor::new([filters], bias)));
        folded
    }
}
