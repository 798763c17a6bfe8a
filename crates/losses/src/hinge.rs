//! Hinge losses: an answer that is right by a margin costs nothing.

use crate::loss::Loss;
use crate::target::{TargetError, check_classes, check_labels};
use numeric::Float;

/// The hinge loss of yes-or-no questions: of one sample with `k` outputs
/// `L = (1/k)·Σᵢ max(0, 1 − tᵢ·yᵢ)`, with the gradient `∂L/∂yᵢ = −tᵢ/k` where `tᵢ·yᵢ < 1`, else 0.
///
/// The target holds −1 or 1 for each output, sample after sample. (PyTorch has no such loss: its
/// `HingeEmbeddingLoss` is about distances.)
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hinge;

impl<T: Float> Loss<T> for Hinge {
    type Target = [T];
    const NAME: &'static str = "hinge";

    fn validate(&self, outputs: usize, samples: usize, target: &[T]) -> Result<(), TargetError> {
        check_labels("hinge", outputs, samples, target, [-1, 1])
    }

    #[inline]
    fn sample_loss(&self, y: &[T], target: &[T], sample: usize, scale: T, dy: &mut [T]) -> T {
        let t = &target[sample * y.len()..][..y.len()];
        let share = T::of(1.0 / y.len() as f64);
        let mut total = T::zero();
        for ((dy, y), t) in dy.iter_mut().zip(y).zip(t) {
            let short = T::one() - *t * *y;
            let enough = short <= T::zero();
            total += if enough { T::zero() } else { short };
            *dy = if enough { T::zero() } else { -*t * share * scale };
        }
        total * share
    }
}

/// The hinge loss of one of several classes: of one sample with scores `y` of `k` classes and class
/// `t` `L = (1/k)·Σ max(0, margin − yₜ + yᵢ)` over the classes `i ≠ t`. Of the `v` classes for
/// which that is positive each has the gradient `∂L/∂yᵢ = 1/k`, the class `t` has `−v/k`.
///
/// The target holds the number of each sample's class, counted from 0. It is PyTorch's
/// `MultiMarginLoss` with `p = 1`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MultiMargin {
    /// By how much the right class's score must exceed each other one; 1 by default.
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

    fn validate(
        &self,
        classes: usize,
        samples: usize,
        target: &[usize],
    ) -> Result<(), TargetError> {
        check_classes("multi-margin", classes, samples, target)
    }

    #[inline]
    fn sample_loss(&self, y: &[T], target: &[usize], sample: usize, scale: T, dy: &mut [T]) -> T {
        let (class, share) = (target[sample], T::of(1.0 / y.len() as f64));
        let (up, margin) = (share * scale, T::of(self.margin));
        let (mut total, mut own) = (T::zero(), T::zero());
        for (i, (dy, score)) in dy.iter_mut().zip(y).enumerate() {
            let short = margin - y[class] + *score;
            let enough = short <= T::zero() || i == class;
            total += if enough { T::zero() } else { short };
            *dy = if enough { T::zero() } else { up };
            own -= *dy;
        }
        dy[class] = own;
        total * share
    }
}
