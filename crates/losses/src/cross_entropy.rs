//! Softmax cross-entropy, on class indices.

use crate::loss::{Loss, TargetError};
use numeric::{Float, sum};

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

    fn check(&self, classes: usize, samples: usize, target: &[usize]) -> Result<(), TargetError> {
        let (loss, found) = ("cross-entropy", target.len());
        if found != samples {
            return Err(TargetError::Count {
                loss,
                found,
                expected: samples,
                samples,
                outputs: classes,
            });
        }
        match target.iter().enumerate().find(|(_, class)| **class >= classes) {
            Some((sample, &class)) => Err(TargetError::Class { loss, sample, class, classes }),
            None => Ok(()),
        }
    }

    fn sample(&self, y: &[T], target: &[usize], sample: usize, scale: T, dy: &mut [T]) -> T {
        let class = target[sample];
        let top = y.iter().fold(y[0], |top, &y| if y > top { y } else { top });
        for (dy, y) in dy.iter_mut().zip(y) {
            *dy = (*y - top).fast_exp();
        }
        let total = sum(dy);
        let to_share = scale / total;
        for dy in dy.iter_mut() {
            *dy *= to_share;
        }
        dy[class] -= scale;
        total.ln() - (y[class] - top)
    }
}
// ANCHOR_END: cross_entropy
