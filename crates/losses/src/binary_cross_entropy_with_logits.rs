//! Binary cross-entropy, on logits.

use crate::cuda_loss::{CudaLoss, cuda_source};
use crate::loss::Loss;
use crate::sum_outputs::sum_outputs;
use crate::target::{TargetError, check_target_count, check_targets};
use numeric::Float;

/// Binary cross-entropy on logits: of one sample with `k` outputs
/// `L = −(1/k)·Σᵢ (tᵢ·ln σ(yᵢ) + (1 − tᵢ)·ln(1 − σ(yᵢ)))`, with the gradient
/// `∂L/∂yᵢ = (σ(yᵢ) − tᵢ)/k`.
///
/// It is computed as `max(y, 0) − t·y + ln(1 + e^−|y|)`, which never takes the logarithm of
/// anything near zero. The target holds one probability from 0 to 1 for each output, sample after
/// sample. It is PyTorch's `BCEWithLogitsLoss`.
///
/// ```
/// use losses::{BinaryCrossEntropyWithLogits, Loss};
/// use numeric::matrix;
///
/// let (loss, y, mut dy) = (BinaryCrossEntropyWithLogits, matrix([[0.0]]), matrix([[0.0]]));
/// let mean = loss.value_and_gradient(y.as_view(), &[1.0], dy.as_view_mut());
/// assert_eq!((mean, dy), (2f64.ln(), matrix([[-0.5]])));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BinaryCrossEntropyWithLogits;

// ANCHOR: binary_cross_entropy_with_logits
impl<T: Float> Loss<T> for BinaryCrossEntropyWithLogits {
    type Target = [T];
    const NAME: &'static str = "binary cross-entropy";

    fn validate(&self, outputs: usize, samples: usize, target: &[T]) -> Result<(), TargetError> {
        check_target_count(
            "binary cross-entropy",
            outputs,
            samples,
            target.len(),
            outputs * samples,
        )?;
        let is_probability = |t: &T| *t >= T::zero() && *t <= T::one();
        check_targets("binary cross-entropy", target, "from 0 to 1", is_probability)
    }

    #[inline]
    fn sample_loss(&self, y: &[T], t: &[T], scale: T, dy: &mut [T]) -> T {
        let inv_n = T::of(1.0 / y.len() as f64);
        let total = sum_outputs(y, t, dy, |y, t, dy| {
            *dy = (y.fast_sigmoid() - t) * inv_n * scale;
            let positive = if y < T::zero() { T::zero() } else { y };
            positive - t * y + (-y.abs()).fast_exp().ln_1p()
        });
        total * inv_n
    }

    fn cuda<'a>(&'a self, target: &'a [T]) -> Option<CudaLoss<'a, T>> {
        const SOURCE: &str = cuda_source!(
            "#define TERM(y, t) ((y < 0 ? 0 : y) - t * y + log1p(exp(-fabs(y))))",
            "#define SLOPE(y, t) (1 / (1 + exp(-y)) - t)",
            include_str!("kernels/outputs.cu")
        );
        Some(CudaLoss::of_values(SOURCE, target, [0.0; 4]))
    }
}
// ANCHOR_END: binary_cross_entropy_with_logits
