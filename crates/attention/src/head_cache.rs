//! Keys and values of one block that stay from token to token, in the order in which the inner loop reads
//! them.

use crate::forward::{KEY_TILE, QUERY_TILE, Read, attend};
use crate::head::HeadRows;
use crate::product::{PANEL, Panels};
use numeric::{Float, par_row_chunks};
use tensor::Tensor;

/// Keys and values of the tokens so far, of each head of each sequence.
pub(crate) struct HeadCache<T: Float> {
    heads: usize,
    head_dim: usize,
    /// The most tokens of a sequence.
    context: usize,
    /// The keys, packed transposed: `[sequences · heads, panels of the context, head_dim, PANEL]`.
    keys_t: Tensor<T>,
    /// The values, packed: `[sequences · heads, panels of a head, context, PANEL]`.
    values: Tensor<T>,
}

impl<T: Float> HeadCache<T> {
    /// Room for `context` tokens of `n` sequences.
    pub fn new(n: usize, heads: usize, head_dim: usize, context: usize) -> Self {
        let [keys_len, values_len] = lens(head_dim, context);
        let keys_t = Tensor::zeros([n * heads, keys_len]);
        HeadCache {
            heads,
            head_dim,
            context,
            keys_t,
            values: Tensor::zeros([n * heads, values_len]),
        }
    }

    /// Puts the key and the value of token `t` of a sequence, side by side in `kv`.
    pub fn put(&mut self, sequence: usize, t: usize, kv: &[T]) {
        let HeadCache { heads, head_dim, context, .. } = *self;
        let [keys_len, values_len] = lens(head_dim, context);
        let (width, first) = (heads * head_dim, sequence * heads);
        let keys = kv[..width].chunks_exact(head_dim);
        let rows = self.keys_t.as_mut_slice().chunks_exact_mut(keys_len).skip(first);
        for (row, key) in rows.zip(keys) {
            let panel = &mut row[t / PANEL * head_dim * PANEL + t % PANEL..];
            panel.iter_mut().step_by(PANEL).zip(key).for_each(|(dst, x)| *dst = *x);
        }
        let values = kv[width..].chunks_exact(head_dim);
        let rows = self.values.as_mut_slice().chunks_exact_mut(values_len).skip(first);
        for (row, value) in rows.zip(values) {
            let panels = row.chunks_exact_mut(context * PANEL);
            for (panel, part) in panels.zip(value.chunks(PANEL)) {
                panel[t * PANEL..][..part.len()].copy_from_slice(part);
            }
        }
    }

    /// What one query of each sequence reads of its first `lengths[i]` tokens, `[n, embed_dim]`: the queries
    /// are the first elements of each row of `q`. The bits are those of the same query among others.
    pub fn attend(&self, q: &Tensor<T>, lengths: &[usize]) -> Tensor<T> {
        let HeadCache { heads, head_dim, context, .. } = *self;
        let ([keys_len, values_len], width) = (lens(head_dim, context), heads * head_dim);
        let (scale, queries) = (T::of(1.0 / (head_dim as f64).sqrt()), q.as_slice());
        let (stride, mut y) = (q.shape().last_dim(), Tensor::empty([lengths.len(), width]));
        let longest = lengths.iter().max().copied().unwrap_or(0);
        let padded = head_dim.next_multiple_of(PANEL);
        par_row_chunks(y.as_mut_slice(), head_dim, 2 * longest * head_dim, &|first, rows| {
            let mut memory = Tensor::empty([KEY_TILE * QUERY_TILE + padded]);
            let (scores, output) = memory.as_mut_slice().split_at_mut(KEY_TILE * QUERY_TILE);
            for (row, y) in (first..).zip(rows.chunks_exact_mut(head_dim)) {
                let (sequence, head) = (row / heads, row % heads);
                let q = &queries[sequence * stride + head * head_dim..];
                let q = HeadRows { data: q, stride: head_dim, len: head_dim };
                let keys_t = Panels {
                    data: &self.keys_t.as_slice()[row * keys_len..][..keys_len],
                    pitch: head_dim * PANEL,
                    inner: head_dim,
                    count: context.div_ceil(PANEL),
                };
                let values = Panels {
                    data: &self.values.as_slice()[row * values_len..][..values_len],
                    pitch: context * PANEL,
                    inner: context,
                    count: padded / PANEL,
                };
                let read = |_| Read { end: lengths[sequence], added: None };
                let memory = [&mut *scores, &mut *output];
                attend(q, &(0..1), [keys_t, values], scale, read, memory)[0].finish(output, y);
            }
        });
        y
    }

    /// The keys and values of these sequences.
    pub fn select(&mut self, sequences: &[usize]) {
        for cache in [&mut self.keys_t, &mut self.values] {
            let len = cache.shape().last_dim() * self.heads;
            let mut selected = Tensor::empty([sequences.len() * self.heads, len / self.heads]);
            let rows = selected.as_mut_slice().chunks_exact_mut(len);
            for (row, sequence) in rows.zip(sequences) {
                row.copy_from_slice(&cache.as_slice()[sequence * len..][..len]);
            }
            *cache = selected;
        }
    }
}

/// The elements of a head's keys and of its values.
fn lens(head_dim: usize, context: usize) -> [usize; 2] {
    [context.next_multiple_of(PANEL) * head_dim, head_dim.next_multiple_of(PANEL) * context]
}
