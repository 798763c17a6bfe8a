//! Softmax cross-entropy, on class indices.

use crate::exponentials::shifted_exp;
use crate::loss::Loss;
use crate::target::{TargetError, check_classes};
use numeric::Float;

/// The cross-entropy of softmax and class: of one sample with logits `y` and class `t`
/// `L = −ln pₜ` with `p = softmax(y)`, with the gradient `∂L/∂yᵢ = pᵢ − [i = t]`.
///
/// The target holds the number of each sample's class, counted from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CrossEntropy;

// ANCHOR: cross_entropy
impl<T: Float> Loss<T> for CrossEntropy {
    type Target = [usize];
    const NAME: &'static str = "cross-entropy";

    fn validate(
        &self,
        classes: usize,
        samples: usize,
        target: &[usize],
    ) -> Result<(), TargetError> {
        check_classes("cross-entropy", classes, samples, target)
    }

    #[inline]
    fn sample_loss(&self, y: &[T], target: &[usize], sample: usize, scale: T, dy: &mut [T]) -> T {
        let class = target[sample];
        let (top, total) = shifted_exp(y, dy);
        let to_share = scale / total;
        for dy in dy.iter_mut() {
            *dy *= to_share;
        }
        dy[class] -= scale;
        total.ln() - (y[class] - top)
    }
}
// ANCHOR_END: cross_entropy
