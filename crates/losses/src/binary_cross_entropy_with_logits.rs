//! Binary cross-entropy, on logits.

use crate::loss::Loss;
use crate::target::{TargetError, check_target_count};
use numeric::Float;

/// Binary cross-entropy on logits: of one sample with `k` outputs
/// `L = −(1/k)·Σᵢ (tᵢ·ln σ(yᵢ) + (1 − tᵢ)·ln(1 − σ(yᵢ)))`, with the gradient
/// `∂L/∂yᵢ = (σ(yᵢ) − tᵢ)/k`.
///
/// It is computed as `max(y, 0) − t·y + ln(1 + e^−|y|)`, which never takes the logarithm of
/// anything near zero. The target holds one number from 0 to 1 for each output, sample after sample.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BinaryCrossEntropyWithLogits;

// ANCHOR: binary_cross_entropy_with_logits
impl<T: Float> Loss<T> for BinaryCrossEntropyWithLogits {
    type Target = [T];
    const NAME: &'static str = "binary cross-entropy";

    fn validate(&self, outputs: usize, samples: usize, target: &[T]) -> Result<(), TargetError> {
        check_target_count("binary cross-entropy", outputs, samples, target.len())
    }

    #[inline]
    fn sample_loss(&self, y: &[T], target: &[T], sample: usize, scale: T, dy: &mut [T]) -> T {
        let t = &target[sample * y.len()..][..y.len()];
        let share = T::of(1.0 / y.len() as f64);
        let mut total = T::zero();
        for ((dy, y), t) in dy.iter_mut().zip(y).zip(t) {
            let positive = if *y < T::zero() { T::zero() } else { *y };
            total += positive - *t * *y + (-y.abs()).fast_exp().ln_1p();
            *dy = (y.fast_sigmoid() - *t) * share * scale;
        }
        total * share
    }
}
// ANCHOR_END: binary_cross_entropy_with_logits
