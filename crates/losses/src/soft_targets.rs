//! Losses with probabilities as targets: cross-entropy and Kullback-Leibler divergence.

use crate::cuda_loss::{CudaLoss, cuda_source};
use crate::loss::Loss;
use crate::sum_outputs::sum_outputs;
use crate::target::{TargetError, check_target_count, check_targets};
use activations::shifted_exp;
use numeric::{Float, sum};

/// Softmax cross-entropy with class probabilities: of one sample with logits `y` and probabilities
/// `t` of its classes `L = −Σᵢ tᵢ·ln pᵢ` with `p = softmax(y)`, where `0·ln 0` is 0, with the
/// gradient `∂L/∂yᵢ = pᵢ·Σⱼ tⱼ − tᵢ`.
///
/// The target holds one probability for each logit, sample after sample. Usually those of a sample
/// add up to 1; the gradient is right for any.
///
/// ```
/// use losses::{Loss, SoftCrossEntropy};
/// use numeric::matrix;
///
/// let (y, mut dy) = (matrix([[0.0], [0.0]]), matrix([[0.0], [0.0]]));
/// let loss = SoftCrossEntropy.value_and_gradient(y.as_view(), &[0.25, 0.75], dy.as_view_mut());
/// assert!((loss - 2f64.ln()).abs() < 1e-15);
/// assert_eq!(dy, matrix([[0.25], [-0.25]]));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SoftCrossEntropy;

impl<T: Float> Loss<T> for SoftCrossEntropy {
    type Target = [T];
    const NAME: &'static str = "soft cross-entropy";

    fn validate(&self, outputs: usize, samples: usize, target: &[T]) -> Result<(), TargetError> {
        check_probabilities("soft cross-entropy", outputs, samples, target)
    }

    #[inline]
    fn sample_loss(&self, y: &[T], t: &[T], scale: T, dy: &mut [T]) -> T {
        let term = |t: T, log_p| if t.is_zero() { t } else { -t * log_p };
        soft_target_loss(y, t, scale, dy, term)
    }

    fn cuda<'a>(&'a self, target: &'a [T]) -> Option<CudaLoss<'a, T>> {
        const SOURCE: &str = cuda_source!(
            "#define TARGET(i) (class_weight(s, i) * s.t[i])",
            "#define TERM(q, log_p) (q == 0 ? 0 : -q * (log_p))",
            include_str!("kernels/soft_targets.cu")
        );
        Some(CudaLoss::of_values(SOURCE, target, [0.0; 4]))
    }
}

/// The Kullback-Leibler divergence of the probabilities `t` from a softmax: of one sample with
/// logits `y` `L = Σᵢ tᵢ·(ln tᵢ − ln pᵢ)` with `p = softmax(y)`, where `0·ln 0` is 0, with the
/// gradient `∂L/∂yᵢ = pᵢ·Σⱼ tⱼ − tᵢ`.
///
/// The target holds one probability for each logit, sample after sample: in distillation, the
/// teacher's softmax. It is PyTorch's `kl_div(log_softmax(y), t, reduction="batchmean")`; unlike
/// there, the input is the logits.
///
/// ```
/// use losses::{KlDivergence, Loss};
/// use numeric::matrix;
///
/// let (y, mut dy) = (matrix([[0.0f64], [0.0]]), matrix([[0.0], [0.0]]));
/// let loss = KlDivergence.value_and_gradient(y.as_view(), &[0.5, 0.5], dy.as_view_mut());
/// assert!(loss.abs() < 1e-15 && dy == matrix([[0.0], [0.0]]));        // softmax(y) is the target
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KlDivergence;

impl<T: Float> Loss<T> for KlDivergence {
    type Target = [T];
    const NAME: &'static str = "KL divergence";

    fn validate(&self, outputs: usize, samples: usize, target: &[T]) -> Result<(), TargetError> {
        check_probabilities("KL divergence", outputs, samples, target)
    }

    #[inline]
    fn sample_loss(&self, y: &[T], t: &[T], scale: T, dy: &mut [T]) -> T {
        let term = |t: T, log_p| if t.is_zero() { t } else { t * (t.ln() - log_p) };
        soft_target_loss(y, t, scale, dy, term)
    }

    fn cuda<'a>(&'a self, target: &'a [T]) -> Option<CudaLoss<'a, T>> {
        const SOURCE: &str = cuda_source!(
            "#define TARGET(i) s.t[i]",
            "#define TERM(q, log_p) (q == 0 ? 0 : q * (log(q) - (log_p)))",
            include_str!("kernels/soft_targets.cu")
        );
        Some(CudaLoss::of_values(SOURCE, target, [0.0; 4]))
    }
}

/// Checks that there is a probability for each output, of whatever sum: that none is negative.
fn check_probabilities<T: Float>(
    loss: &'static str,
    outputs: usize,
    samples: usize,
    target: &[T],
) -> Result<(), TargetError> {
    check_target_count(loss, outputs, samples, target.len(), outputs * samples)?;
    check_targets(loss, target, "at least 0", |t| *t >= T::zero())
}

/// The sum of `term(tᵢ, ln pᵢ)`, and the gradient, which is the same for both losses: the entropy
/// of `t`, by which they differ, does not depend on `y`.
fn soft_target_loss<T: Float>(
    y: &[T],
    t: &[T],
    scale: T,
    dy: &mut [T],
    term: impl Fn(T, T) -> T,
) -> T {
    dy.copy_from_slice(y);
    let (max, total) = shifted_exp(dy);
    let (log_total, target_per_total) = (total.ln(), sum(t) / total);
    sum_outputs(y, t, dy, |y, t, dy| {
        *dy = (*dy * target_per_total - t) * scale;
        term(t, (y - max) - log_total)
    })
}
