//! Attention as an operation of a value on the tape.

use crate::mask::AttentionOptions;
use crate::record;
use autograd::Var;
use numeric::Float;

/// The operations that this crate adds to a [`Var`].
pub trait AttentionOps<'t, T: Float>: Copy {
    /// Scaled dot-product attention of one or several heads, `softmax(scale·Q·Kᵀ + mask)·V` for each: every
    /// query gets the mean of the values, weighted by how well their keys match it. `self` are the queries.
    ///
    /// The heads lie side by side in the features, so that nothing is permuted. If the keys have fewer
    /// heads, query head `i` reads key head `i / (heads / kv_heads)`: grouped-query attention. PyTorch's
    /// `scaled_dot_product_attention`, whose operands are `[batch, heads, tokens, features]`.
    ///
    /// Neither the scores nor the probabilities are stored: memory grows with the number of tokens, not with
    /// its square. A query that may read no key has the output 0.
    ///
    /// Sources: A. Vaswani and others, "Attention is all you need", arXiv:1706.03762 (2017); for the tiles
    /// with a running maximum and sum M. Milakov and N. Gimelshein, "Online normalizer calculation for
    /// softmax", arXiv:1805.02867 (2018), and T. Dao and others, "FlashAttention: fast and memory-efficient
    /// exact attention with IO-awareness", arXiv:2205.14135 (2022).
    ///
    /// # Shapes
    /// `self`: `[batch, queries, heads · head_dim]`, `k`: `[batch, keys, kv_heads · head_dim]`, `v`:
    /// `[batch, keys, kv_heads · value_dim]`, the output `[batch, queries, heads · value_dim]`.
    ///
    /// # Panics
    /// If the shapes or the options do not fit, or if not all are on one device.
    ///
    /// ```
    /// use attention::{AttentionOptions, AttentionOps};
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// // The query matches the second key far better than the first.
    /// let q = Tensor::new([1, 1, 1], vec![100.0]);
    /// let k = Tensor::new([1, 2, 1], vec![0.0, 1.0]);
    /// let v = Tensor::new([1, 2, 2], vec![1.0, 2.0, 3.0, 4.0]);
    /// let y = Tape::<f64>::new().no_grad(|tape| {
    ///     let [q, k, v] = [&q, &k, &v].map(|x| tape.constant(x));
    ///     q.attention(k, v, 1, AttentionOptions::default())
    /// });
    /// assert_eq!(y.as_slice(), [3.0, 4.0]);
    /// ```
    fn attention(
        self,
        k: Var<'t, T>,
        v: Var<'t, T>,
        heads: usize,
        options: AttentionOptions<'_, T>,
    ) -> Var<'t, T>;

    /// [`attention`](AttentionOps::attention) of a sequence to itself, whose queries, keys and values lie
    /// side by side in one tensor, as one product gives them: nothing is cut apart.
    ///
    /// # Shapes
    /// `self`: `[batch, tokens, 3 · heads · head_dim]`, the output `[batch, tokens, heads · head_dim]`.
    ///
    /// # Panics
    /// As [`attention`](AttentionOps::attention).
    ///
    /// ```
    /// use attention::{AttentionOptions, AttentionOps};
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// // All scores are equal: each token gets the mean of the values up to its own.
    /// let qkv = Tensor::new([1, 2, 3], vec![0.0, 0.0, 2.0, 0.0, 0.0, 4.0]);
    /// let options = AttentionOptions { is_causal: true, ..Default::default() };
    /// let y = Tape::<f64>::new().no_grad(|tape| tape.constant(&qkv).self_attention(1, options));
    /// assert_eq!(y.as_slice(), [2.0, 3.0]);
    /// ```
    fn self_attention(self, heads: usize, options: AttentionOptions<'_, T>) -> Var<'t, T>;
}

impl<'t, T: Float> AttentionOps<'t, T> for Var<'t, T> {
    #[track_caller]
    fn attention(
        self,
        k: Var<'t, T>,
        v: Var<'t, T>,
        heads: usize,
        options: AttentionOptions<'_, T>,
    ) -> Var<'t, T> {
        record::separate([self, k, v], heads, options)
    }

    #[track_caller]
    fn self_attention(self, heads: usize, options: AttentionOptions<'_, T>) -> Var<'t, T> {
        record::packed(self, heads, options)
    }
}
