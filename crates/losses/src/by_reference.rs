//! A loss by reference is a loss.

use crate::cuda_loss::CudaLoss;
use crate::loss::Loss;
use crate::target::TargetError;
use numeric::Float;

/// The loss that is referred to: so that [`SampleWeighted`](crate::SampleWeighted) can weight a loss
/// that it does not own.
///
/// ```
/// use losses::{CrossEntropy, Loss, SampleWeighted};
///
/// let weighted = SampleWeighted { loss: &CrossEntropy, weights: &[0.5, 2.0] };
/// assert_eq!(weighted.divisor(2, 2, &[0, 1]), 2.5);
/// ```
impl<T: Float, L: Loss<T>> Loss<T> for &L {
    type Target = L::Target;
    const NAME: &'static str = L::NAME;
    const IS_WEIGHTED: bool = L::IS_WEIGHTED;

    fn targets_per_sample(outputs: usize) -> usize {
        L::targets_per_sample(outputs)
    }

    fn validate(
        &self,
        outputs: usize,
        samples: usize,
        target: &Self::Target,
    ) -> Result<(), TargetError> {
        (**self).validate(outputs, samples, target)
    }

    #[inline]
    fn sample_loss(&self, y: &[T], target: &Self::Target, scale: T, dy: &mut [T]) -> T {
        (**self).sample_loss(y, target, scale, dy)
    }

    fn losses_across(
        &self,
        y: &[T],
        target: &Self::Target,
        scales: &[T],
        losses: &mut [T],
        dy: &mut [T],
    ) {
        (**self).losses_across(y, target, scales, losses, dy);
    }

    fn sample_weight(&self, target: &Self::Target, sample: usize) -> T {
        (**self).sample_weight(target, sample)
    }

    fn sample_divisor(&self, target: &Self::Target, sample: usize) -> T {
        (**self).sample_divisor(target, sample)
    }

    fn cuda<'a>(&'a self, target: &'a Self::Target) -> Option<CudaLoss<'a, T>> {
        (**self).cuda(target)
    }
}
