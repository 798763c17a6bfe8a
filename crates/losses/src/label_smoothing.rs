//! Cross-entropy with classes that are not quite believed.

use crate::exponentials::shifted_exp;
use crate::loss::Loss;
use crate::target::{TargetError, check_classes, check_parameter};
use numeric::Float;

/// Cross-entropy with label smoothing (Szegedy and others, 2015): instead of the class `t` alone
/// the target is `qᵢ = (1 − ε)·[i = t] + ε/k`, so that no logit is driven to infinity. Of one
/// sample with logits `y` of `k` classes `L = −Σᵢ qᵢ·ln pᵢ` with `p = softmax(y)`, with the
/// gradient `∂L/∂yᵢ = pᵢ − qᵢ`.
///
/// The target holds the number of each sample's class, counted from 0. It is PyTorch's
/// `cross_entropy` with `label_smoothing`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LabelSmoothing {
    /// `ε`, the share that all classes divide among them, from 0 to 1; 0.1 by default.
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

    fn validate(
        &self,
        classes: usize,
        samples: usize,
        target: &[usize],
    ) -> Result<(), TargetError> {
        let is_share = (0.0..=1.0).contains(&self.smoothing);
        check_parameter("label smoothing", "smoothing", "from 0 to 1", is_share)?;
        check_classes("label smoothing", classes, samples, target)
    }

    #[inline]
    fn sample_loss(&self, y: &[T], target: &[usize], sample: usize, scale: T, dy: &mut [T]) -> T {
        let class = target[sample];
        let (top, total) = shifted_exp(y, dy);
        let own = T::of(1.0 - self.smoothing);
        let others = T::of(self.smoothing / y.len() as f64);
        for dy in dy.iter_mut() {
            *dy = (*dy / total - others) * scale;
        }
        dy[class] -= own * scale;
        // −Σ qᵢ·ln pᵢ = ln Σ e^yᵢ − Σ qᵢ·yᵢ, with `top` taken off each y: the qᵢ add up to 1.
        // Without smoothing they do not count, not even those of classes that are shut with −∞.
        let counted = if others.is_zero() { &[] } else { y };
        let below = counted.iter().fold(T::zero(), |below, y| below + (*y - top));
        total.ln() - own * (y[class] - top) - others * below
    }
}
