//! The same by definition: with all scores in memory, as plain loops and as a handful of operations on the
//! tape. The tests hold the operation of this crate against both.

use crate::checks::{Sizes, check_options};
use crate::mask::AttentionOptions;
use autograd::{Var, concat};
use numeric::Float;
use tensor::Tensor;

// ANCHOR: weights
/// The attention weights, `softmax(scale·Q·Kᵀ + mask)` over the keys: how much of each value a query reads.
/// All zero for a query that may read no key.
///
/// # Shapes
/// `q`: `[batch, queries, heads · head_dim]`, `k`: `[batch, keys, kv_heads · head_dim]`, the weights
/// `[batch, heads, queries, keys]`.
///
/// # Panics
/// As [`AttentionOps::attention`](crate::AttentionOps::attention).
///
/// ```
/// use attention::{AttentionOptions, reference};
/// use tensor::Tensor;
///
/// let q = Tensor::<f64>::zeros([1, 2, 1]);
/// let options = AttentionOptions { is_causal: true, ..Default::default() };
/// let weights = reference::attention_weights(&q, &q, 1, options);
/// assert_eq!(weights.as_slice(), [1.0, 0.0, 0.5, 0.5]);
/// ```
#[track_caller]
pub fn attention_weights<T: Float>(
    q: &Tensor<T>,
    k: &Tensor<T>,
    heads: usize,
    options: AttentionOptions<'_, T>,
) -> Tensor<T> {
    let sizes = Sizes::of(q.shape(), k.shape(), k.shape(), heads);
    let (mask, scale) = check_options(options, sizes, q);
    let Sizes { batch, queries, keys, head_dim, kv_heads, .. } = sizes;
    let (q, k) = (q.as_slice(), k.as_slice());
    let mut weights = Tensor::zeros([batch, heads, queries, keys]);
    let mut rows = weights.as_mut_slice().chunks_exact_mut(keys.max(1));
    for sample in 0..batch {
        for head in 0..heads {
            for query in 0..queries {
                let row = rows.next().expect("a row for each query of each head");
                let end = mask.end(sample, query, keys);
                let added = mask.row(sample, head, query);
                let q = &q[((sample * queries + query) * heads + head) * head_dim..][..head_dim];
                // ANCHOR: row
                let mut max = T::of(f64::NEG_INFINITY);
                for key in 0..end {
                    let at = (sample * keys + key) * kv_heads + head / sizes.group();
                    let k = &k[at * head_dim..][..head_dim];
                    let mut dot = T::zero();
                    for (q, k) in q.iter().zip(k) {
                        dot += *q * *k;
                    }
                    row[key] = scale * dot + added.map_or(T::zero(), |added| added[key]);
                    max = if row[key] > max { row[key] } else { max };
                }
                if row[..end].iter().all(|z| *z == T::of(f64::NEG_INFINITY)) {
                    row.fill(T::zero());
                    continue;
                }
                let mut sum = T::zero();
                for z in &mut row[..end] {
                    *z = (*z - max).exp();
                    sum += *z;
                }
                for p in &mut row[..end] {
                    *p /= sum;
                }
                // ANCHOR_END: row
            }
        }
    }
    weights
}
// ANCHOR_END: weights

// ANCHOR: composition
/// Attention as a composition of matrix products and a softmax, head by head.
///
/// # Shapes
/// As [`AttentionOps::attention`](crate::AttentionOps::attention). A query that may read no key is NaN here.
///
/// # Panics
/// As there.
///
/// ```
/// use attention::{AttentionOptions, AttentionOps, reference};
/// use autograd::Tape;
/// use tensor::Tensor;
///
/// let x = Tensor::new([1, 2, 2], vec![0.1, 0.2, 0.3, 0.4]);
/// let difference = Tape::<f64>::new().no_grad(|tape| {
///     let (x, options) = (tape.constant(&x), AttentionOptions::default());
///     (x.attention(x, x, 2, options) - reference::attention(x, x, x, 2, options)).powi(2).sum()
/// });
/// assert!(difference.item() < 1e-30);
/// ```
#[track_caller]
pub fn attention<'t, T: Float>(
    q: Var<'t, T>,
    k: Var<'t, T>,
    v: Var<'t, T>,
    heads: usize,
    options: AttentionOptions<'_, T>,
) -> Var<'t, T> {
    let sizes = Sizes::of(q.shape(), k.shape(), v.shape(), heads);
    let (mask, scale) = check_options(options, sizes, &q.value());
    let Sizes { batch, queries, keys, head_dim, value_dim, .. } = sizes;
    let excluded = T::of(f64::NEG_INFINITY);
    let head = |head: usize| {
        let kv_head = head / sizes.group();
        let part = |x: Var<'t, T>, i: usize, dim: usize| x.narrow(2, i * dim..(i + 1) * dim);
        let (q, k) = (part(q, head, head_dim), part(k, kv_head, head_dim));
        let mut added = Tensor::zeros([batch, queries, keys]);
        for (i, row) in added.as_mut_slice().chunks_exact_mut(keys).enumerate() {
            let (sample, query) = (i / queries, i % queries);
            if let Some(mask) = mask.row(sample, head, query) {
                row.copy_from_slice(mask);
            }
            row[mask.end(sample, query, keys)..].fill(excluded);
        }
        let scale = q.tape().constant(&Tensor::scalar(scale));
        let scores = q.matmul(k.transpose(1, 2)) * scale + &added;
        scores.softmax().matmul(part(v, kv_head, value_dim))
    };
    concat(&(0..heads).map(head).collect::<Vec<_>>(), 2)
}
// ANCHOR_END: composition
