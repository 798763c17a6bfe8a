//! Which keys a query reads.

use numeric::Float;
use tensor::{Shape, Tensor};

/// What restricts attention: which keys a query reads, and what is added to its scores.
///
/// All that is given holds at once. A query that may read no key at all has the output 0, and gives no
/// gradient: as PyTorch's function has it. (Other libraries give NaN there, or the mean of all values.)
///
/// ```
/// use attention::AttentionOptions;
///
/// let of_a_language_model = AttentionOptions::<f32> { is_causal: true, ..Default::default() };
/// assert_eq!(of_a_language_model.query_offset, 0);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct AttentionOptions<'a, T: Float = f32> {
    /// Whether query `i` reads the keys `0` to `query_offset + i` only: those at its own position and
    /// before it.
    pub is_causal: bool,
    /// The position of the first query among the keys, for a causal mask: as many as there are keys of
    /// earlier steps, in a cache.
    pub query_offset: usize,
    /// How many keys each sample has, where the rest is padding.
    pub key_lengths: Option<&'a [usize]>,
    /// Added to the scores: `[queries, keys]`, or `[batch, heads, queries, keys]` with an axis of length 1
    /// where it is the same for all. −∞ keeps a query from a key ([`boolean_mask`]). It is a constant.
    pub attn_mask: Option<&'a Tensor<T>>,
    /// The factor of the scores; `1/√head_dim` if there is none.
    pub scale: Option<f64>,
}

impl<T: Float> Default for AttentionOptions<'_, T> {
    fn default() -> Self {
        let (key_lengths, attn_mask, scale) = (None, None, None);
        AttentionOptions { is_causal: false, query_offset: 0, key_lengths, attn_mask, scale }
    }
}

/// A mask for [`AttentionOptions::attn_mask`]: 0 where a query may read a key, −∞ where not. `true` is "may
/// read", as in PyTorch's function; its layer `MultiheadAttention` has it the other way round.
///
/// ```
/// let mask = attention::boolean_mask::<f32>([1, 2], &[true, false]);
/// assert_eq!(mask.as_slice(), [0.0, f32::NEG_INFINITY]);
/// ```
///
/// # Panics
/// If the shape has another number of elements.
#[track_caller]
pub fn boolean_mask<T: Float>(shape: impl Into<Shape>, may_read: &[bool]) -> Tensor<T> {
    let excluded = T::of(f64::NEG_INFINITY);
    let values = may_read.iter().map(|may| if *may { T::zero() } else { excluded });
    Tensor::new(shape, values.collect())
}

/// The options of one call, checked.
#[derive(Clone)]
pub(crate) struct Mask<T: Float> {
    pub is_causal: bool,
    pub query_offset: usize,
    pub key_lengths: Option<Vec<usize>>,
    /// `[batch or 1, heads or 1, queries, keys]`.
    pub added: Option<Tensor<T>>,
}

impl<T: Float> Mask<T> {
    // ANCHOR: end
    /// How many keys query `query` of sample `sample` may read: the first ones, of `keys`.
    #[inline(always)]
    pub fn end(&self, sample: usize, query: usize, keys: usize) -> usize {
        let end = self.key_lengths.as_ref().map_or(keys, |lengths| lengths[sample]);
        if self.is_causal { end.min(self.query_offset + query + 1) } else { end }
    }
    // ANCHOR_END: end

    /// What is added to the scores of a query, if anything is.
    #[inline(always)]
    pub fn row(&self, sample: usize, head: usize, query: usize) -> Option<&[T]> {
        let added = self.added.as_ref()?;
        let &[batch, heads, queries, keys] = added.shape().dims() else { return None };
        let sample = if batch == 1 { 0 } else { sample };
        let head = if heads == 1 { 0 } else { head };
        Some(&added.as_slice()[((sample * heads + head) * queries + query) * keys..][..keys])
    }
}
