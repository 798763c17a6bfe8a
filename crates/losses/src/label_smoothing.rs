//! Cross-entropy with label smoothing.

use crate::across::BLOCK;
use crate::cuda_loss::{CudaLoss, cuda_source};
use crate::loss::Loss;
use crate::target::{TargetError, check_classes, check_parameter};
use activations::shifted_exp;
use numeric::Float;

/// Cross-entropy with label smoothing (Szegedy and others, 2015): instead of the class `t` alone
/// the target is `qᵢ = (1 − ε)·[i = t] + ε/k`, so that no logit is driven to infinity. Of one
/// sample with logits `y` of `k` classes `L = −Σᵢ qᵢ·ln pᵢ` with `p = softmax(y)`, with the
/// gradient `∂L/∂yᵢ = pᵢ − qᵢ`.
///
/// The target holds each sample's class index, counted from 0. It is PyTorch's `cross_entropy` with
/// `label_smoothing`.
///
/// ```
/// use losses::{LabelSmoothing, Loss};
/// use numeric::matrix;
///
/// let (y, mut dy) = (matrix([[0.0], [0.0]]), matrix([[0.0], [0.0]]));
/// let loss = LabelSmoothing { smoothing: 0.5 };
/// let value = loss.value_and_gradient(y.as_view(), &[0], dy.as_view_mut());
/// assert_eq!((value, dy), (2f64.ln(), matrix([[-0.25], [0.25]])));        // p − (0.75, 0.25)
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LabelSmoothing {
    /// `ε`, the fraction that is spread uniformly over all classes, from 0 to 1; 0.1 by default.
    pub smoothing: f64,
}

impl Default for LabelSmoothing {
    fn default() -> Self {
        LabelSmoothing { smoothing: 0.1 }
    }
}

impl<T: Float> Loss<T> for LabelSmoothing {
    type Target = [usize];
    const NAME: &'static str = "label smoothing";

    fn targets_per_sample(_outputs: usize) -> usize {
        1
    }

    fn validate(
        &self,
        classes: usize,
        samples: usize,
        target: &[usize],
    ) -> Result<(), TargetError> {
        let is_valid = (0.0..=1.0).contains(&self.smoothing);
        check_parameter("label smoothing", "smoothing", "from 0 to 1", is_valid)?;
        check_classes("label smoothing", classes, samples, target)
    }

    #[inline]
    fn sample_loss(&self, y: &[T], target: &[usize], scale: T, dy: &mut [T]) -> T {
        let class = target[0];
        dy.copy_from_slice(y);
        let (max, total) = shifted_exp(dy);
        let target_weight = T::of(1.0 - self.smoothing);
        let uniform_weight = T::of(self.smoothing / y.len() as f64);
        for dy in dy.iter_mut() {
            *dy = (*dy / total - uniform_weight) * scale;
        }
        dy[class] -= target_weight * scale;
        // −Σ qᵢ·ln pᵢ = ln Σ e^yᵢ − Σ qᵢ·yᵢ, with `max` subtracted from each y: the qᵢ add up to 1.
        // Without smoothing the other logits have no weight, not even those masked with −∞.
        let smoothed = if uniform_weight.is_zero() { &[] } else { y };
        let shifted = |y: &[T]| y.iter().fold(T::zero(), |sum, y| sum + (*y - max)).as_f64();
        let shifted_sum = T::of(smoothed.chunks(BLOCK).map(shifted).sum());
        total.ln() - target_weight * (y[class] - max) - uniform_weight * shifted_sum
    }

    fn cuda<'a>(&'a self, target: &'a [usize]) -> Option<CudaLoss<'a, T>> {
        const SOURCE: &str = cuda_source!(
            "#define SMOOTHED(i) (s.p[0] / s.n + (i == s.target ? 1 - s.p[0] : 0))",
            "#define TARGET(i) (class_weight(s, i) * SMOOTHED(i))",
            "#define TERM(q, log_p) (q == 0 ? 0 : -q * (log_p))",
            include_str!("kernels/soft_targets.cu")
        );
        Some(CudaLoss::of_classes(SOURCE, target, [self.smoothing, 0.0, 0.0, 0.0]))
    }
}
