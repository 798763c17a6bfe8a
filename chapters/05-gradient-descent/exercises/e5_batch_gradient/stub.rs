//! # 5.5 A part that stands for the whole
//!
//! The gradient of a mean loss is the mean of the gradients $`g_s`$ of its $`N`$ samples. A
//! mini-batch estimates it from some of them, $`B = (s_1, \dots, s_b)`$, at a fraction of the cost.
//! The estimate $`g_B`$ is *unbiased*: over all batches of a size that are equally likely, it is right
//! on average. With $`M`$ batches,
//!
//! ```math
//! \frac{1}{M} \sum_{B} g_B = \frac{1}{N} \sum_{s=1}^{N} g_s.
//! ```
//!
//! Write $`g_B`$ so that this holds for every size $`b`$, whether the batches are all subsets of the
//! samples or drawn with replacement; in the latter case a sample may come twice in a batch, and then
//! counts twice. Predict first: what is the sum of the batch's gradients to be divided by, $`b`$ or
//! $`N`$? Work it out for $`N = 3`$ and $`b = 2`$, with the batches (0, 1), (0, 2) and (1, 2).
//!
//! To test yourself: with the gradients (2, 0), (4, −2) and (−3, 8), the batch (0, 1) has the
//! gradient (3, −1), and the mean over the three batches is (1, 2), as over the three samples.

/// The gradient of a mini-batch: an unbiased estimate of the mean of all samples' gradients.
///
/// # Shapes
/// `per_sample`: the gradient of each sample, all with the same number of elements. `batch`: the
/// indices of its samples, at least one, perhaps some of them twice.
pub fn batch_gradient(per_sample: &[Vec<f64>], batch: &[usize]) -> Vec<f64> {
    todo!("5.5: the gradient of the batch {batch:?}, of {} samples", per_sample.len())
}
