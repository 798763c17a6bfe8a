//! caught-by: what_may_not_be_read_does_not_matter
//! message: a mask that is multiplied or added keeps nothing

use tensor::Tensor;

/// Adds −∞ to the excluded scores.
///
/// Sample `b` has `lengths[b]` keys. With `causal = Some(offset)` query `i` reads the keys `0` to
/// `offset + i` only.
///
/// # Shapes
/// `scores` and the result: `[batch, queries, keys]`, `lengths`: `batch`, none greater than `keys`.
pub fn masked_softmax(
    scores: &Tensor<f64>,
    lengths: &[usize],
    causal: Option<usize>,
) -> Tensor<f64> {
    let [_, queries, keys] = scores.dims();
    let mut weights = Tensor::zeros(scores.shape());
    let rows = scores.as_slice().chunks_exact(keys);
    let outputs = weights.as_mut_slice().chunks_exact_mut(keys);
    for (row, (scores, weights)) in rows.zip(outputs).enumerate() {
        let (sample, query) = (row / queries, row % queries);
        let last = causal.map_or(keys, |offset| offset + query + 1);
        let end = lengths[sample].min(last);
        if end == 0 {
            continue;
        }
        let masked = |(j, s): (usize, &f64)| if j < end { *s } else { s + f64::NEG_INFINITY };
        let scores: Vec<f64> = scores.iter().enumerate().map(masked).collect();
        let max = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let sum: f64 = scores.iter().map(|s| (s - max).exp()).sum();
        for (weight, s) in weights.iter_mut().zip(&scores) {
            *weight = (s - max).exp() / sum;
        }
    }
    weights
}
