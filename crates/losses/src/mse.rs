//! The mean squared error.

use crate::loss::Loss;
use crate::target::{TargetError, check_target_count};
use numeric::Float;

/// The mean squared error: of one sample with `k` outputs `L = (1/k)·Σᵢ (yᵢ − tᵢ)²`, with the
/// gradient `∂L/∂yᵢ = (2/k)·(yᵢ − tᵢ)`.
///
/// The target holds one number for each output, sample after sample.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MeanSquaredError;

// ANCHOR: mse
impl<T: Float> Loss<T> for MeanSquaredError {
    type Target = [T];
    const NAME: &'static str = "mean squared error";

    fn validate(&self, outputs: usize, samples: usize, target: &[T]) -> Result<(), TargetError> {
        check_target_count("mean squared error", outputs, samples, target.len())
    }

    #[inline]
    fn sample_loss(&self, y: &[T], target: &[T], sample: usize, scale: T, dy: &mut [T]) -> T {
        let t = &target[sample * y.len()..][..y.len()];
        let share = T::of(1.0 / y.len() as f64);
        let mut total = T::zero();
        for ((dy, y), t) in dy.iter_mut().zip(y).zip(t) {
            let miss = *y - *t;
            total += miss * miss;
            *dy = T::of(2.0) * miss * share * scale;
        }
        total * share
    }
}
// ANCHOR_END: mse
