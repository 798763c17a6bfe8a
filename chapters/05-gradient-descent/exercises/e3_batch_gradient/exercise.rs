//! # 5.3 A part that stands for the whole
//!
//! The gradient of a mean loss is the mean of the gradients $`g_s`$ of its $`N`$ samples. A
//! mini-batch estimates it from $`B`$ of them, at a fraction of the cost. The estimate $`g_B`$ is
//! *unbiased*: over all batches of a size that are equally likely, it is right on average. With
//! $`M`$ batches, and the samples counted from 0,
//!
//! ```math
//! \frac{1}{M} \sum_{\text{batches}} g_B = \frac{1}{N} \sum_{s=0}^{N-1} g_s.
//! ```
//!
//! Write $`g_B`$ so that this holds for every size $`B`$, whether the batches are all subsets of the
//! samples or drawn with replacement; in the latter case a sample may come twice in a batch, and then
//! counts twice. With pencil first: take $`N = 3`$ and $`B = 2`$, with the batches (0, 1), (0, 2) and
//! (1, 2). In how many of the three is each sample? So the sums of the batches' gradients are on
//! average how many times the mean over all samples?
//!
//! To test yourself: with the gradients (2, 0), (4, −2) and (−3, 8), the batch (0, 1) has the
//! gradient (3, −1), and the mean over the three batches is (1, 2), as over the three samples.

/// The gradient of a mini-batch: an unbiased estimate of the mean of all samples' gradients.
///
/// # Shapes
/// `per_sample`: the gradient of each sample, all with the same number of elements. `batch`: the
/// indices of its samples, at least one, perhaps some of them twice.
pub fn batch_gradient(per_sample: &[Vec<f64>], batch: &[usize]) -> Vec<f64> {
    todo!("5.3: the gradient of the batch {batch:?}, of {} samples", per_sample.len())
}
