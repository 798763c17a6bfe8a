//! Class weights.

use crate::cuda_loss::CudaLoss;
use crate::loss::Loss;
use crate::one_by_one::one_by_one;
use crate::target::{TargetError, TargetSlice, check_parameter};
use crate::{CrossEntropy, LabelSmoothing, NegativeLogLikelihood, SoftCrossEntropy};
use activations::shifted_exp;
use numeric::Float;

/// A loss with a weight `w` for each class, as PyTorch's `weight`:
///
/// | loss | of one sample | the mean is divided by |
/// | --- | --- | --- |
/// | [`CrossEntropy`], [`NegativeLogLikelihood`] | `wₜ·Lₜ` | the sum of all samples' `wₜ` |
/// | [`LabelSmoothing`] | `−Σᵢ wᵢ·qᵢ·ln pᵢ` | the sum of all samples' `wₜ` |
/// | [`SoftCrossEntropy`] | `−Σᵢ wᵢ·tᵢ·ln pᵢ` | the number of samples |
///
/// To ignore a class besides, put the whole into [`IgnoreIndex`](crate::IgnoreIndex).
///
/// ```
/// use losses::{ClassWeighted, CrossEntropy, Loss};
/// use nalgebra::DMatrix;
/// use numeric::matrix;
///
/// let loss = ClassWeighted { loss: CrossEntropy, weights: vec![1.0, 3.0] };
/// let (y, mut dy) = (matrix([[0.0, 0.0], [0.0, 0.0]]), DMatrix::zeros(2, 2));
/// let mean = loss.value_and_gradient(y.as_view(), &[0, 1], dy.as_view_mut());
/// assert_eq!(dy, matrix([[-0.125, 0.375], [0.125, -0.375]]));        // weights 1/4 and 3/4
/// assert_eq!(mean, 2f64.ln());
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct ClassWeighted<L> {
    /// The loss of one sample.
    pub loss: L,
    /// One weight for each class, at least 0.
    pub weights: Vec<f64>,
}

/// A loss that can be [`ClassWeighted`].
///
/// ```
/// use losses::{CrossEntropy, TakesClassWeights};
///
/// let mut dy = [0.0; 2];
/// let loss = CrossEntropy.class_weighted_loss(&[1.0, 3.0], &[0.0, 0.0], &[1], 1.0, &mut dy);
/// assert_eq!((loss, dy), (3.0 * 2f64.ln(), [1.5, -1.5]));
/// ```
pub trait TakesClassWeights<T: Float>: Loss<T> {
    /// As [`sample_loss`](Loss::sample_loss), with the weights of all classes.
    fn class_weighted_loss(
        &self,
        weights: &[f64],
        y: &[T],
        target: &Self::Target,
        scale: T,
        dy: &mut [T],
    ) -> T;

    /// As [`losses_across`](Loss::losses_across), with the weights of all classes.
    fn class_weighted_losses_across(
        &self,
        weights: &[f64],
        y: &[T],
        target: &Self::Target,
        scales: &[T],
        losses: &mut [T],
        dy: &mut [T],
    ) {
        let targets = Self::targets_per_sample(weights.len());
        one_by_one(y, scales, losses, dy, |sample, y, scale, dy| {
            let target = target.of_sample(sample, targets);
            self.class_weighted_loss(weights, y, target, scale, dy)
        });
    }

    /// What the sample adds to the divisor of the batch's mean.
    fn class_divisor(weights: &[f64], target: &Self::Target) -> f64;
}

impl<T: Float, L: TakesClassWeights<T>> Loss<T> for ClassWeighted<L> {
    type Target = L::Target;
    const NAME: &'static str = L::NAME;
    const IS_WEIGHTED: bool = true;

    fn targets_per_sample(outputs: usize) -> usize {
        L::targets_per_sample(outputs)
    }

    fn validate(
        &self,
        classes: usize,
        samples: usize,
        target: &Self::Target,
    ) -> Result<(), TargetError> {
        let found = self.weights.len();
        if found != classes {
            return Err(TargetError::ClassWeightCount { loss: L::NAME, found, classes });
        }
        let is_valid = self.weights.iter().all(|w| *w >= 0.0 && w.is_finite());
        check_parameter(L::NAME, "weights", "finite and at least 0", is_valid)?;
        self.loss.validate(classes, samples, target)
    }

    #[inline]
    fn sample_loss(&self, y: &[T], target: &Self::Target, scale: T, dy: &mut [T]) -> T {
        self.loss.class_weighted_loss(&self.weights, y, target, scale, dy)
    }

    fn losses_across(
        &self,
        y: &[T],
        target: &Self::Target,
        scales: &[T],
        losses: &mut [T],
        dy: &mut [T],
    ) {
        self.loss.class_weighted_losses_across(&self.weights, y, target, scales, losses, dy);
    }

    fn sample_divisor(&self, target: &Self::Target, _sample: usize) -> T {
        T::of(L::class_divisor(&self.weights, target))
    }

    fn cuda<'a>(&'a self, target: &'a Self::Target) -> Option<CudaLoss<'a, T>> {
        Some(CudaLoss { class_weights: Some(&self.weights), ..self.loss.cuda(target)? })
    }
}

/// The loss of a sample that has one class is its weight times the loss without weights.
macro_rules! weight_of_the_class {
    ($loss:ty) => {
        impl<T: Float> TakesClassWeights<T> for $loss {
            #[inline]
            fn class_weighted_loss(
                &self,
                weights: &[f64],
                y: &[T],
                target: &[usize],
                scale: T,
                dy: &mut [T],
            ) -> T {
                let weight = T::of(weights[target[0]]);
                weight * self.sample_loss(y, target, weight * scale, dy)
            }

            fn class_weighted_losses_across(
                &self,
                weights: &[f64],
                y: &[T],
                target: &[usize],
                scales: &[T],
                losses: &mut [T],
                dy: &mut [T],
            ) {
                let of_class: Vec<T> = target.iter().map(|class| T::of(weights[*class])).collect();
                let scaled = |(scale, weight): (&T, &T)| *scale * *weight;
                let scales: Vec<T> = scales.iter().zip(&of_class).map(scaled).collect();
                self.losses_across(y, target, &scales, losses, dy);
                losses.iter_mut().zip(&of_class).for_each(|(loss, weight)| *loss *= *weight);
            }

            fn class_divisor(weights: &[f64], target: &[usize]) -> f64 {
                weights[target[0]]
            }
        }
    };
}
weight_of_the_class!(CrossEntropy);
weight_of_the_class!(NegativeLogLikelihood);

impl<T: Float> TakesClassWeights<T> for LabelSmoothing {
    #[inline]
    fn class_weighted_loss(
        &self,
        weights: &[f64],
        y: &[T],
        target: &[usize],
        scale: T,
        dy: &mut [T],
    ) -> T {
        let uniform = self.smoothing / y.len() as f64;
        let smoothed = |i| if i == target[0] { uniform + 1.0 - self.smoothing } else { uniform };
        weighted_soft_loss(y, |i| T::of(weights[i] * smoothed(i)), scale, dy)
    }

    fn class_divisor(weights: &[f64], target: &[usize]) -> f64 {
        weights[target[0]]
    }
}

impl<T: Float> TakesClassWeights<T> for SoftCrossEntropy {
    #[inline]
    fn class_weighted_loss(
        &self,
        weights: &[f64],
        y: &[T],
        target: &[T],
        scale: T,
        dy: &mut [T],
    ) -> T {
        weighted_soft_loss(y, |i| T::of(weights[i]) * target[i], scale, dy)
    }

    fn class_divisor(_weights: &[f64], _target: &[T]) -> f64 {
        1.0
    }
}

/// `−Σᵢ vᵢ·ln pᵢ` with `p = softmax(y)`, where `0·ln 0` is 0; `pᵢ·Σⱼ vⱼ − vᵢ` is its gradient.
#[inline]
fn weighted_soft_loss<T: Float>(y: &[T], v: impl Fn(usize) -> T, scale: T, dy: &mut [T]) -> T {
    dy.copy_from_slice(y);
    let (max, total) = shifted_exp(dy);
    // Both sums in f64, for there may be many classes.
    let v_total = T::of((0..y.len()).map(|i| v(i).as_f64()).sum());
    let (log_total, v_per_total) = (total.ln(), v_total / total);
    let mut loss = 0.0;
    for (i, (dy, y)) in dy.iter_mut().zip(y).enumerate() {
        let v = v(i);
        let term = if v.is_zero() { v } else { v * ((*y - max) - log_total) };
        loss -= term.as_f64();
        *dy = (*dy * v_per_total - v) * scale;
    }
    T::of(loss)
}
