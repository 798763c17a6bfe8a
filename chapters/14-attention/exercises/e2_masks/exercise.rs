//! # 14.2 Masks: which keys a query may read
//!
//! A batch of scores $`Z`$ is to become weights, by a softmax over the keys of each query. But a query
//! may not read every key:
//!
//! - **Padding.** Sample $`b`$ has `lengths[b]` keys. What follows is padding, which no query reads.
//! - **Causal.** A language model must not see what it is to predict. Query $`i`$ is at position
//!   $`o + i`$ and reads the keys $`0, \dots, o + i`$: its own and those before it. The offset $`o`$ is
//!   how many keys are older than the first query.
//!
//! Two queries, four keys, `x` for "reads":
//!
//! ```text
//! offset 0    offset 2
//! x . . .     x x x .
//! x x . .     x x x x
//! ```
//!
//! In training all tokens are queries, and the offset is 0: the mask begins at the *top left*. In
//! generation, say, two tokens were read before, their keys were kept, and two new tokens ask: the offset
//! is 2, and the mask ends at the *bottom right*. Do not guess which is meant from the number of queries
//! and keys. (PyTorch's `is_causal=True` is top-left, whatever the sizes are.) Here the caller says it.
//!
//! Both may hold at once; then a query reads what both allow. A query that may read nothing has weights
//! of zero, not NaN. And what a key holds that may not be read, even NaN or infinity, must not matter.
//!
//! To test yourself: the scores 0, $`\ln 3`$, 7 with `lengths` 2 become ¼, ¾, 0.

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
    todo!("14.2: the weights of scores {:?}, {lengths:?}, {causal:?}", scores.shape())
}
