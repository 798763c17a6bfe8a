//! What must be true of the arguments.

use crate::mask::{AttentionOptions, Mask};
use numeric::Float;
use tensor::{Shape, Tensor, expect_same_device};

/// The sizes of one call.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sizes {
    pub batch: usize,
    pub queries: usize,
    pub keys: usize,
    /// Heads of the queries.
    pub heads: usize,
    /// Heads of the keys and values: each is read by `heads / kv_heads` heads of queries.
    pub kv_heads: usize,
    /// Features of a query and of a key.
    pub head_dim: usize,
    /// Features of a value.
    pub value_dim: usize,
}

impl Sizes {
    /// The heads of queries that read one head of keys.
    pub fn group(&self) -> usize {
        self.heads / self.kv_heads
    }

    /// The multiply-adds of the forward pass.
    pub fn cost(&self) -> usize {
        let scores = self.batch * self.heads * self.queries * self.keys;
        scores * (self.head_dim + self.value_dim + EXP_COST)
    }

    /// The sizes of these operands.
    ///
    /// # Panics
    /// At the caller's line, if they do not fit.
    #[track_caller]
    pub fn of(q: Shape, k: Shape, v: Shape, heads: usize) -> Self {
        let [batch, queries, width] = three_axes("q", q);
        let [k_batch, keys, k_width] = three_axes("k", k);
        let [v_batch, v_len, v_width] = three_axes("v", v);
        assert!(heads > 0, "attention: there must be at least one head, but `heads` is 0");
        assert!(
            width > 0 && width.is_multiple_of(heads),
            "attention: q {q:?} has {width} features, which {heads} heads cannot share equally"
        );
        let head_dim = width / heads;
        let kv_heads = k_width / head_dim;
        assert!(
            kv_heads > 0 && k_width == kv_heads * head_dim && heads.is_multiple_of(kv_heads),
            "attention: q {q:?} and k {k:?} do not fit: with {heads} heads of {head_dim} features the \
             keys must have {width} features, or those of as many heads as divide {heads}"
        );
        assert!(
            k_batch == batch && v_batch == batch && v_len == keys,
            "attention: q {q:?}, k {k:?} and v {v:?} do not fit: they must be [batch, queries, …], \
             [batch, keys, …] and [batch, keys, …]"
        );
        assert!(
            v_width > 0 && v_width.is_multiple_of(kv_heads),
            "attention: v {v:?} has {v_width} features, which {kv_heads} heads cannot share equally"
        );
        let value_dim = v_width / kv_heads;
        Sizes { batch, queries, keys, heads, kv_heads, head_dim, value_dim }
    }
}

/// # Panics
/// At the caller's line, if an operand has not three axes.
#[track_caller]
fn three_axes(name: &str, shape: Shape) -> [usize; 3] {
    match *shape.dims() {
        [batch, tokens, features] => [batch, tokens, features],
        _ => panic!("attention: {name} must be [batch, tokens, features], but is {shape:?}"),
    }
}

/// The cost of a score's exponential, in multiply-adds.
const EXP_COST: usize = 24;

/// The mask of these options, and the factor of the scores.
///
/// # Panics
/// At the caller's line, if they do not fit.
#[track_caller]
pub(crate) fn check_options<T: Float>(
    options: AttentionOptions<'_, T>,
    sizes: Sizes,
    like: &Tensor<T>,
) -> (Mask<T>, T) {
    let AttentionOptions { is_causal, query_offset, key_lengths, attn_mask, scale } = options;
    let Sizes { batch, keys, .. } = sizes;
    if let Some(lengths) = key_lengths {
        let count = lengths.len();
        assert!(
            count == batch,
            "attention: {count} key_lengths for {batch} samples: there must be one for each"
        );
        if let Some((i, len)) = lengths.iter().enumerate().find(|(_, len)| **len > keys) {
            panic!(
                "attention: sample {i} has the key length {len}, but there are only {keys} keys"
            );
        }
    }
    // Without a closure, which would not know the caller's line.
    let added = match attn_mask {
        Some(mask) => Some(check_mask(mask, sizes, like)),
        None => None,
    };
    let scale = scale.unwrap_or_else(|| 1.0 / (sizes.head_dim as f64).sqrt());
    assert!(scale.is_finite(), "attention: scale must be finite, but is {scale}");
    let key_lengths = key_lengths.map(<[usize]>::to_vec);
    (Mask { is_causal, query_offset, key_lengths, added }, T::of(scale))
}

/// The mask, with its four axes.
///
/// # Panics
/// At the caller's line, if it does not fit.
#[track_caller]
fn check_mask<T: Float>(mask: &Tensor<T>, sizes: Sizes, like: &Tensor<T>) -> Tensor<T> {
    expect_same_device("attention", &[like, mask]);
    let (Sizes { batch, queries, keys, heads, .. }, shape) = (sizes, mask.shape());
    let fits = match *shape.dims() {
        [q, k] => [q, k] == [queries, keys],
        [b, h, q, k] => {
            [q, k] == [queries, keys] && (b == 1 || b == batch) && (h == 1 || h == heads)
        }
        _ => false,
    };
    assert!(
        fits,
        "attention: attn_mask must be [{queries}, {keys}] or [{batch} or 1, {heads} or 1, {queries}, \
         {keys}], but is {shape:?}"
    );
    let axes = if shape.rank() == 2 { Shape::from([1, 1, queries, keys]) } else { shape };
    mask.clone().reshape(axes)
}
