//! Sample weights, and samples that are ignored.

use crate::cuda_loss::{CudaLoss, CudaTarget};
use crate::loss::Loss;
use crate::target::TargetError;
use numeric::Float;

/// A loss with sample weights: the batch's weighted mean is `Σᵢ wᵢ·Lᵢ / Σᵢ wᵢ`.
///
/// Weights of classes are [`ClassWeighted`](crate::ClassWeighted).
///
/// ```
/// use losses::{Loss, MeanSquaredError, SampleWeighted};
/// use nalgebra::DMatrix;
/// use numeric::matrix;
///
/// let loss = SampleWeighted { loss: MeanSquaredError, weights: &[3.0, 1.0] };
/// let (y, mut dy) = (matrix([[1.0, 2.0]]), DMatrix::zeros(1, 2));
/// let mean = loss.value_and_gradient(y.as_view(), &[0.0, 0.0], dy.as_view_mut());
/// assert_eq!((mean, dy), (1.75, matrix([[1.5, 1.0]])));        // (3·1² + 1·2²) / 4
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SampleWeighted<'a, L, T> {
    /// The loss of one sample.
    pub loss: L,
    /// One weight for each sample of the batch.
    pub weights: &'a [T],
}

impl<T: Float, L: Loss<T>> Loss<T> for SampleWeighted<'_, L, T> {
    type Target = L::Target;
    const NAME: &'static str = L::NAME;
    const IS_WEIGHTED: bool = true;

    fn targets_per_sample(outputs: usize) -> usize {
        L::targets_per_sample(outputs)
    }

    fn validate(
        &self,
        outputs: usize,
        samples: usize,
        target: &Self::Target,
    ) -> Result<(), TargetError> {
        let found = self.weights.len();
        if found != samples {
            return Err(TargetError::WeightCount { loss: L::NAME, found, samples });
        }
        self.loss.validate(outputs, samples, target)
    }

    #[inline]
    fn sample_loss(&self, y: &[T], target: &Self::Target, scale: T, dy: &mut [T]) -> T {
        self.loss.sample_loss(y, target, scale, dy)
    }

    fn sample_weight(&self, target: &Self::Target, sample: usize) -> T {
        self.weights[sample] * self.loss.sample_weight(target, sample)
    }

    fn sample_divisor(&self, target: &Self::Target, sample: usize) -> T {
        self.weights[sample] * self.loss.sample_divisor(target, sample)
    }

    fn cuda<'a>(&'a self, target: &'a Self::Target) -> Option<CudaLoss<'a, T>> {
        self.loss.cuda(target)
    }
}

/// A loss with class indices that ignores the samples of one class, such as the padding of a text:
/// they have no loss and no gradient, and the mean is that of the others.
///
/// The ignored index need not be below the number of classes. If all samples are ignored, loss and
/// gradient are 0 (PyTorch's `ignore_index` gives NaN): a batch of padding changes nothing.
///
/// ```
/// use losses::{CrossEntropy, IgnoreIndex, Loss};
/// use nalgebra::DMatrix;
/// use numeric::matrix;
///
/// let loss = IgnoreIndex { loss: CrossEntropy, index: 99 };
/// let (y, mut dy) = (matrix([[0.0, 5.0], [0.0, 7.0]]), DMatrix::zeros(2, 2));
/// let mean = loss.value_and_gradient(y.as_view(), &[0, 99], dy.as_view_mut());
/// assert_eq!((mean, dy), (2f64.ln(), matrix([[-0.5, 0.0], [0.5, 0.0]])));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct IgnoreIndex<L> {
    /// The loss of the other samples.
    pub loss: L,
    /// The class index that is ignored.
    pub index: usize,
}

impl<T: Float, L: Loss<T, Target = [usize]>> Loss<T> for IgnoreIndex<L> {
    type Target = [usize];
    const NAME: &'static str = L::NAME;
    const IS_WEIGHTED: bool = true;

    fn targets_per_sample(outputs: usize) -> usize {
        L::targets_per_sample(outputs)
    }

    fn validate(
        &self,
        classes: usize,
        samples: usize,
        target: &[usize],
    ) -> Result<(), TargetError> {
        // Class 0 instead of the ignored one, so that a message still names the right sample.
        let replaced = |class: &usize| if *class == self.index { 0 } else { *class };
        self.loss.validate(classes, samples, &target.iter().map(replaced).collect::<Vec<_>>())
    }

    #[inline]
    fn sample_loss(&self, y: &[T], target: &[usize], scale: T, dy: &mut [T]) -> T {
        if target[0] == self.index {
            dy.fill(T::zero());
            return T::zero();
        }
        self.loss.sample_loss(y, target, scale, dy)
    }

    fn losses_across(
        &self,
        y: &[T],
        target: &[usize],
        scales: &[T],
        losses: &mut [T],
        dy: &mut [T],
    ) {
        let is_ignored = |class: &usize| *class == self.index;
        // Class 0 instead of the ignored one, which need not be one of the classes.
        let replaced = |class: &usize| if is_ignored(class) { 0 } else { *class };
        let known: Vec<usize> = target.iter().map(replaced).collect();
        self.loss.losses_across(y, &known, scales, losses, dy);
        for (j, _) in target.iter().enumerate().filter(|(_, class)| is_ignored(class)) {
            losses[j] = T::zero();
            dy[j..].iter_mut().step_by(target.len()).for_each(|dy| *dy = T::zero());
        }
    }

    fn sample_weight(&self, target: &[usize], sample: usize) -> T {
        if target[0] == self.index {
            return T::zero();
        }
        self.loss.sample_weight(target, sample)
    }

    fn sample_divisor(&self, target: &[usize], sample: usize) -> T {
        if target[0] == self.index {
            return T::zero();
        }
        self.loss.sample_divisor(target, sample)
    }

    fn cuda<'a>(&'a self, target: &'a [usize]) -> Option<CudaLoss<'a, T>> {
        let mut cuda = self.loss.cuda(target)?;
        if let CudaTarget::Classes(classes) = &mut cuda.target {
            for class in classes.to_mut().iter_mut().filter(|class| **class == self.index) {
                *class = CudaTarget::<T>::IGNORED;
            }
        }
        Some(cuda)
    }
}
