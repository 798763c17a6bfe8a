//! Losses that grow with a miss's size, not with its square: a few bad targets do not rule them.

use crate::loss::Loss;
use crate::target::{TargetError, check_parameter, check_target_count};
use numeric::Float;

/// The mean absolute error: of one sample with `k` outputs `L = (1/k)·Σᵢ |yᵢ − tᵢ|`, with the
/// gradient `∂L/∂yᵢ = sign(yᵢ − tᵢ)/k`, taken as 0 at 0, as PyTorch does.
///
/// The target holds one number for each output, sample after sample.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MeanAbsoluteError;

impl<T: Float> Loss<T> for MeanAbsoluteError {
    type Target = [T];
    const NAME: &'static str = "mean absolute error";

    fn validate(&self, outputs: usize, samples: usize, target: &[T]) -> Result<(), TargetError> {
        check_target_count("mean absolute error", outputs, samples, target.len())
    }

    #[inline]
    fn sample_loss(&self, y: &[T], target: &[T], sample: usize, scale: T, dy: &mut [T]) -> T {
        let t = &target[sample * y.len()..][..y.len()];
        let share = T::of(1.0 / y.len() as f64);
        let (up, mut total) = (share * scale, T::zero());
        for ((dy, y), t) in dy.iter_mut().zip(y).zip(t) {
            let miss = *y - *t;
            total += miss.abs();
            // What is left is 0, or a NaN that must not be hidden.
            let down = if miss < T::zero() { -up } else { miss };
            *dy = if miss > T::zero() { up } else { down };
        }
        total * share
    }
}

/// Huber's loss (Huber, 1964): the square for small misses, a straight line for large ones. Of one
/// sample with `k` outputs `L = (1/k)·Σᵢ h(yᵢ − tᵢ)` with `h(m) = m²/2` where `|m| ≤ δ`, else
/// `δ·(|m| − δ/2)`, with the gradient `∂L/∂yᵢ = (1/k)·min(max(yᵢ − tᵢ, −δ), δ)`.
///
/// The target holds one number for each output, sample after sample.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Huber {
    /// `δ`, the size from which a miss counts as large; 1 by default. It must be positive.
    pub delta: f64,
}

impl Default for Huber {
    fn default() -> Self {
        Huber { delta: 1.0 }
    }
}

impl<T: Float> Loss<T> for Huber {
    type Target = [T];
    const NAME: &'static str = "Huber";

    fn validate(&self, outputs: usize, samples: usize, target: &[T]) -> Result<(), TargetError> {
        check_parameter("Huber", "delta", "positive", self.delta > 0.0)?;
        check_target_count("Huber", outputs, samples, target.len())
    }

    #[inline]
    fn sample_loss(&self, y: &[T], target: &[T], sample: usize, scale: T, dy: &mut [T]) -> T {
        let t = &target[sample * y.len()..][..y.len()];
        let (share, delta) = (T::of(1.0 / y.len() as f64), T::of(self.delta));
        let (half, mut total) = (T::of(0.5), T::zero());
        for ((dy, y), t) in dy.iter_mut().zip(y).zip(t) {
            let miss = *y - *t;
            let bounded = if miss > delta { delta } else { miss };
            let bounded = if bounded < -delta { -delta } else { bounded };
            // Both formulas in one: for small misses `bounded` is the miss itself.
            total += bounded * (miss - half * bounded);
            *dy = bounded * share * scale;
        }
        total * share
    }
}
