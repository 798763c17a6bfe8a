//! Hinge losses: a prediction that is right by a margin has no loss.

use crate::cuda_loss::{CudaLoss, cuda_source};
use crate::loss::Loss;
use crate::sum_outputs::sum_outputs;
use crate::target::{TargetError, check_classes, check_labels, check_parameter};
use numeric::Float;

/// The binary hinge loss: of one sample with `k` outputs
/// `L = (1/k)·Σᵢ max(0, 1 − tᵢ·yᵢ)`, with the gradient `∂L/∂yᵢ = −tᵢ/k` where `tᵢ·yᵢ < 1`, else 0.
///
/// The target holds −1 or 1 for each output, sample after sample. (PyTorch has no such loss: its
/// `HingeEmbeddingLoss` is about distances.)
///
/// ```
/// use losses::{Hinge, Loss};
/// use numeric::matrix;
///
/// let (y, mut dy) = (matrix([[0.25, 3.0]]), matrix([[0.0, 0.0]]));
/// let loss = Hinge.value_and_gradient(y.as_view(), &[1.0, 1.0], dy.as_view_mut());
/// assert_eq!((loss, dy), (0.375, matrix([[-0.5, 0.0]])));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hinge;

impl<T: Float> Loss<T> for Hinge {
    type Target = [T];
    const NAME: &'static str = "hinge";

    fn validate(&self, outputs: usize, samples: usize, target: &[T]) -> Result<(), TargetError> {
        check_labels("hinge", outputs, samples, target, [-1, 1])
    }

    #[inline]
    fn sample_loss(&self, y: &[T], t: &[T], scale: T, dy: &mut [T]) -> T {
        let inv_n = T::of(1.0 / y.len() as f64);
        let total = sum_outputs(y, t, dy, |y, t, dy| {
            let violation = T::one() - t * y;
            let satisfied = violation <= T::zero();
            *dy = if satisfied { T::zero() } else { -t * inv_n * scale };
            if satisfied { T::zero() } else { violation }
        });
        total * inv_n
    }

    fn cuda<'a>(&'a self, target: &'a [T]) -> Option<CudaLoss<'a, T>> {
        const SOURCE: &str = cuda_source!(
            "#define TERM(y, t) (1 - t * y <= 0 ? 0 : 1 - t * y)",
            "#define SLOPE(y, t) (1 - t * y <= 0 ? 0 : -t)",
            include_str!("kernels/outputs.cu")
        );
        Some(CudaLoss::of_values(SOURCE, target, [0.0; 4]))
    }
}

/// The multi-class hinge loss: of one sample with scores `y` of `k` classes and class `t`
/// `L = (1/k)·Σ max(0, margin − yₜ + yᵢ)` over the classes `i ≠ t`. Of the `v` classes for
/// which that is positive each has the gradient `∂L/∂yᵢ = 1/k`, the class `t` has `−v/k`.
///
/// The target holds each sample's class index, counted from 0. It is PyTorch's `MultiMarginLoss`
/// with `p = 1`.
///
/// ```
/// use losses::{Loss, MultiMargin};
/// use numeric::matrix;
///
/// let (y, mut dy) = (matrix([[2.0], [1.5]]), matrix([[0.0], [0.0]]));
/// let loss = MultiMargin::default().value_and_gradient(y.as_view(), &[0], dy.as_view_mut());
/// assert_eq!((loss, dy), (0.25, matrix([[-0.5], [0.5]])));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MultiMargin {
    /// The margin by which the true class's score must exceed each other one; 1 by default.
    pub margin: f64,
}

impl Default for MultiMargin {
    fn default() -> Self {
        MultiMargin { margin: 1.0 }
    }
}

impl<T: Float> Loss<T> for MultiMargin {
    type Target = [usize];
    const NAME: &'static str = "multi-margin";

    fn targets_per_sample(_outputs: usize) -> usize {
        1
    }

    fn validate(
        &self,
        classes: usize,
        samples: usize,
        target: &[usize],
    ) -> Result<(), TargetError> {
        check_parameter("multi-margin", "margin", "finite", self.margin.is_finite())?;
        check_classes("multi-margin", classes, samples, target)
    }

    #[inline]
    fn sample_loss(&self, y: &[T], target: &[usize], scale: T, dy: &mut [T]) -> T {
        let (class, inv_n) = (target[0], T::of(1.0 / y.len() as f64));
        let (slope, margin) = (inv_n * scale, T::of(self.margin));
        let (mut total, mut target_grad) = (T::zero(), T::zero());
        for (i, (dy, score)) in dy.iter_mut().zip(y).enumerate() {
            let violation = margin - y[class] + *score;
            let satisfied = violation <= T::zero() || i == class;
            total += if satisfied { T::zero() } else { violation };
            *dy = if satisfied { T::zero() } else { slope };
            target_grad -= *dy;
        }
        dy[class] = target_grad;
        total * inv_n
    }

    fn cuda<'a>(&'a self, target: &'a [usize]) -> Option<CudaLoss<'a, T>> {
        const SOURCE: &str = cuda_source!(include_str!("kernels/multi_margin.cu"));
        Some(CudaLoss::of_classes(SOURCE, target, [self.margin, 0.0, 0.0, 0.0]))
    }
}
