//! Negative log-likelihood, on log-probabilities.

use crate::cuda_loss::{CudaLoss, cuda_source};
use crate::loss::Loss;
use crate::target::{TargetError, check_classes};
use numeric::Float;

/// The negative log-likelihood with class indices: of one sample with log-probabilities `y` and
/// class `t` `L = −yₜ`, with the gradient `∂L/∂yᵢ = −[i = t]`.
///
/// The target holds each sample's class index, counted from 0. It is PyTorch's `nll_loss`: of a
/// log-softmax it is [`CrossEntropy`](crate::CrossEntropy), which computes both in one pass.
///
/// ```
/// use losses::{Loss, NegativeLogLikelihood};
/// use numeric::matrix;
///
/// let (log_p, mut dy) = (matrix([[-0.25], [-1.5]]), matrix([[0.0], [0.0]]));
/// let loss = NegativeLogLikelihood.value_and_gradient(log_p.as_view(), &[1], dy.as_view_mut());
/// assert_eq!((loss, dy), (1.5, matrix([[0.0], [-1.0]])));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NegativeLogLikelihood;

impl<T: Float> Loss<T> for NegativeLogLikelihood {
    type Target = [usize];
    const NAME: &'static str = "negative log-likelihood";

    fn targets_per_sample(_outputs: usize) -> usize {
        1
    }

    fn validate(
        &self,
        classes: usize,
        samples: usize,
        target: &[usize],
    ) -> Result<(), TargetError> {
        check_classes("negative log-likelihood", classes, samples, target)
    }

    #[inline]
    fn sample_loss(&self, y: &[T], target: &[usize], scale: T, dy: &mut [T]) -> T {
        let class = target[0];
        dy.fill(T::zero());
        dy[class] = -scale;
        -y[class]
    }

    fn cuda<'a>(&'a self, target: &'a [usize]) -> Option<CudaLoss<'a, T>> {
        const SOURCE: &str = cuda_source!(include_str!("kernels/negative_log_likelihood.cu"));
        Some(CudaLoss::of_classes(SOURCE, target, [0.0; 4]))
    }
}
