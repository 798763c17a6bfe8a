//! # 11.5 Nearest neighbours
//!
//! What a network has to beat: a method that learns nothing. To predict the target of sample $`s`$
//! it takes the mean of the targets of the $`k`$ samples that are nearest to it,
//!
//! ```math
//! y_s = \frac{1}{k} \sum_{i \in \mathcal{N}_s} t_i,
//! ```
//!
//! where $`\mathcal{N}_s`$ are the $`k`$ indices $`i \ne s`$ with the minimum distance
//!
//! ```math
//! \lVert x_i - x_s \rVert = \sqrt{\sum_j (x_{ij} - x_{sj})^2}.
//! ```
//!
//! Sample $`s`$ itself is left out: its target is given, for a comparison, but must not be used. This
//! is a *leave-one-out* prediction. Another sample with the same features stays in. Of samples at the
//! same distance, those with the smaller index come first. If there are fewer than $`k`$ others, all
//! of them are neighbours, and the mean is over this many. The features are standardized already.
//! There may be none, and then all distances are 0. There are at least two samples, and $`k`$ is at
//! least 1.
//!
//! To test yourself: with the features 0, 1, 3 and the targets 10, 20, 60 the prediction for
//! $`s = 0`$ is 20 with $`k = 1`$ and 40 with $`k = 2`$.

/// The mean target of the `k` samples nearest to sample `s`, of all but itself. `x` has a row of
/// features for each sample, `t` its target.
pub fn nearest(x: &[Vec<f64>], t: &[f64], s: usize, k: usize) -> f64 {
    todo!("11.5: sample {s} of {} with {} targets, k = {k}", x.len(), t.len())
}
