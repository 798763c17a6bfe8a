//! Losses between a softmax and probabilities: cross-entropy and divergence.

use crate::exponentials::shifted_exp;
use crate::loss::Loss;
use crate::target::{TargetError, check_target_count};
use numeric::{Float, sum};

/// The cross-entropy of softmax and probabilities: of one sample with logits `y` and probabilities
/// `t` of its classes `L = −Σᵢ tᵢ·ln pᵢ` with `p = softmax(y)`, where `0·ln 0` is 0, with the gradient
/// `∂L/∂yᵢ = pᵢ·Σⱼ tⱼ − tᵢ`.
///
/// The target holds one probability for each logit, sample after sample. Usually those of a sample
/// add up to 1; the gradient is right for any.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SoftCrossEntropy;

impl<T: Float> Loss<T> for SoftCrossEntropy {
    type Target = [T];
    const NAME: &'static str = "soft cross-entropy";

    fn validate(&self, outputs: usize, samples: usize, target: &[T]) -> Result<(), TargetError> {
        check_target_count("soft cross-entropy", outputs, samples, target.len())
    }

    #[inline]
    fn sample_loss(&self, y: &[T], target: &[T], sample: usize, scale: T, dy: &mut [T]) -> T {
        let t = &target[sample * y.len()..][..y.len()];
        let term = |t: T, log_p| if t.is_zero() { t } else { -t * log_p };
        soft_target_loss(y, t, scale, dy, term)
    }
}

/// The Kullback-Leibler divergence of the probabilities `t` from a softmax: of one sample with
/// logits `y` `L = Σᵢ tᵢ·(ln tᵢ − ln pᵢ)` with `p = softmax(y)`, where `0·ln 0` is 0, with the
/// gradient `∂L/∂yᵢ = pᵢ·Σⱼ tⱼ − tᵢ`.
///
/// The target holds one probability for each logit, sample after sample: in distillation, the
/// teacher's softmax. It is PyTorch's `kl_div(log_softmax(y), t, reduction="batchmean")`; unlike
/// there, what comes in are the logits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KlDivergence;

impl<T: Float> Loss<T> for KlDivergence {
    type Target = [T];
    const NAME: &'static str = "KL divergence";

    fn validate(&self, outputs: usize, samples: usize, target: &[T]) -> Result<(), TargetError> {
        check_target_count("KL divergence", outputs, samples, target.len())
    }

    #[inline]
    fn sample_loss(&self, y: &[T], target: &[T], sample: usize, scale: T, dy: &mut [T]) -> T {
        let t = &target[sample * y.len()..][..y.len()];
        let term = |t: T, log_p| if t.is_zero() { t } else { t * (t.ln() - log_p) };
        soft_target_loss(y, t, scale, dy, term)
    }
}

/// The sum of `term(tᵢ, ln pᵢ)`, and the gradient that both losses share: the entropy of `t`, by
/// which they differ, does not depend on `y`.
fn soft_target_loss<T: Float>(
    y: &[T],
    t: &[T],
    scale: T,
    dy: &mut [T],
    term: impl Fn(T, T) -> T,
) -> T {
    let (top, total) = shifted_exp(y, dy);
    let (log_total, to_share) = (total.ln(), sum(t) / total);
    let mut loss = T::zero();
    for ((dy, y), t) in dy.iter_mut().zip(y).zip(t) {
        loss += term(*t, (*y - top) - log_total);
        *dy = (*dy * to_share - *t) * scale;
    }
    loss
}
