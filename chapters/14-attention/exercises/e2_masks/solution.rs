//! Solution of 14.2.

use tensor::Tensor;

/// The weights of a batch: the softmax of each row of scores, over the keys that the query may read. All
/// others have the weight 0, and so has every key of a query that may read none.
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
        // Both masks allow the first keys, up to an end: what both allow ends at the nearer one.
        let last = causal.map_or(keys, |offset| offset + query + 1);
        let end = lengths[sample].min(last);
        // What comes after is never looked at, and its weights stay 0. Where there is nothing before, they
        // all do: no maximum, no sum, no 0/0.
        let scores = &scores[..end];
        let max = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let sum: f64 = scores.iter().map(|s| (s - max).exp()).sum();
        for (weight, s) in weights.iter_mut().zip(scores) {
            *weight = (s - max).exp() / sum;
        }
    }
    weights
}
