//! The backward pass of one head of one sample.
//!
//! With the probabilities `P = softmax(z)`, the scores `z = scale·Q·Kᵀ + mask` and the outputs `Y = P·V`:
//!
//! ```text
//! ∂V = Pᵀ·∂Y          ∂P = ∂Y·Vᵀ
//! ∂z = P ∘ (∂P − D)   with D = rowsum(P ∘ ∂P) = rowsum(Y ∘ ∂Y)
//! ∂Q = scale·∂z·K     ∂K = scale·∂zᵀ·Q
//! ```
//!
//! The probabilities are not kept from the forward pass: `P = e^(z − lse)` is computed again, tile by tile,
//! from the one number that was kept for each query.

use crate::checks::Sizes;
use crate::forward::{KEY_TILE, QUERY_TILE, scale_scores, score_tile, tiles};
use crate::head::HeadRows;
use crate::operands::{Operands, Outputs, Source};
use crate::product::{Left, PANEL, Start, multiply};
use nalgebra::DMatrixViewMut;
use numeric::lanes::LANES;
use numeric::{Float, dot};

/// Memory that a head is computed in, cut into its parts.
struct Parts<'a, T> {
    rest: &'a mut [T],
}

impl<'a, T> Parts<'a, T> {
    fn take(&mut self, len: usize) -> &'a mut [T] {
        let (part, rest) = std::mem::take(&mut self.rest).split_at_mut(len);
        self.rest = rest;
        part
    }
}

/// The length of the memory that a head is computed in.
pub(crate) fn scratch_len(sizes: &Sizes) -> usize {
    let Sizes { keys, head_dim, value_dim, .. } = *sizes;
    let [width, value_width] = [head_dim, value_dim].map(|dim| dim.next_multiple_of(PANEL));
    keys.next_multiple_of(PANEL) * (head_dim + value_dim)
        + keys * (2 * width + value_width)
        + QUERY_TILE * (2 * KEY_TILE + 2 * width + value_width)
}

/// Writes the gradients with respect to the queries that read head `kv_head` of sample `sample`, and with
/// respect to its keys and values.
pub(crate) fn backward<T: Float>(
    operands: &Operands<'_, T>,
    outputs: &Outputs<'_, T>,
    sample: usize,
    kv_head: usize,
    [mut dq, mut dk, mut dv]: [DMatrixViewMut<'_, T>; 3],
    scratch: &mut [T],
) {
    let (sizes, mask, scale) = (operands.sizes, operands.mask, operands.scale);
    let Sizes { queries, keys, head_dim, value_dim, .. } = sizes;
    let [width, value_width] = [head_dim, value_dim].map(|dim| dim.next_multiple_of(PANEL));
    let mut parts = Parts { rest: scratch };
    let (k, v) = (operands.keys(sample, kv_head), operands.values(sample, kv_head));
    let padded = keys.next_multiple_of(PANEL);
    let keys_t = k.pack_transposed(keys, parts.take(padded * head_dim));
    let values_t = v.pack_transposed(keys, parts.take(padded * value_dim));
    let packed_keys = k.pack(0..keys, parts.take(keys * width));
    let (dk_sums, dv_sums) = (parts.take(keys * width), parts.take(keys * value_width));
    let [p, dz] = [(); 2].map(|()| parts.take(QUERY_TILE * KEY_TILE));
    let (q_memory, dq_sums) = (parts.take(QUERY_TILE * width), parts.take(QUERY_TILE * width));
    let dy_memory = parts.take(QUERY_TILE * value_width);
    dk_sums.fill(T::zero());
    dv_sums.fill(T::zero());
    for member in 0..sizes.group() {
        let head = kv_head * sizes.group() + member;
        let (q, y) = (operands.queries(sample, head), head_rows(outputs.y, &sizes, sample, head));
        let dy = head_rows(outputs.dy, &sizes, sample, head);
        for tile in tiles(queries, QUERY_TILE) {
            let packed_q = q.pack(tile.clone(), q_memory);
            let packed_dy = dy.pack(tile.clone(), dy_memory);
            dq_sums.fill(T::zero());
            let mut d = [T::zero(); QUERY_TILE];
            for (d, query) in d.iter_mut().zip(tile.clone()) {
                *d = dot(y.row(query), dy.row(query));
            }
            // ANCHOR: tiles
            for columns in tiles(mask.end(sample, tile.end - 1, keys), KEY_TILE) {
                score_tile(q, &tile, keys_t.columns(columns.clone()), p);
                score_tile(dy, &tile, values_t.columns(columns.clone()), dz);
                for (i, query) in tile.clone().enumerate() {
                    let len = columns.len().next_multiple_of(PANEL);
                    let (p, dz) = (&mut p[i * KEY_TILE..][..len], &mut dz[i * KEY_TILE..][..len]);
                    let end = mask.end(sample, query, keys).clamp(columns.start, columns.end);
                    let added = mask.row(sample, head, query).map(|row| &row[columns.clone()]);
                    scale_scores(p, end - columns.start, scale, added);
                    let lse = outputs.lse[(sample * queries + query) * sizes.heads + head];
                    score_gradients(p, dz, [lse, d[i], scale]);
                }
                let n = tile.len();
                let keys = packed_keys.rows(columns.clone());
                let by_rows = Left::Rows { data: dz, stride: KEY_TILE };
                multiply(by_rows, n, keys, dq_sums, width, Start::Present);
                let [p_t, dz_t] = [&*p, &*dz].map(|data| Left::Columns { data, stride: KEY_TILE });
                let (len, dk) = (columns.len(), &mut dk_sums[columns.start * width..]);
                multiply(dz_t, len, packed_q, dk, width, Start::Present);
                let dv = &mut dv_sums[columns.start * value_width..];
                multiply(p_t, len, packed_dy, dv, value_width, Start::Present);
            }
            // ANCHOR_END: tiles
            let rows = member * head_dim..(member + 1) * head_dim;
            write_rows(
                dq_sums,
                width,
                &mut dq.rows_mut(rows.start, rows.len()),
                tile.start,
                tile.len(),
            );
        }
    }
    write_rows(dk_sums, width, &mut dk, 0, keys);
    write_rows(dv_sums, value_width, &mut dv, 0, keys);
}

/// Turns the scores of a query into its probabilities, and `dp`, the gradients with respect to these, into
/// those with respect to the inner products: `scale·p·(dp − d)`.
fn score_gradients<T: Float>(p: &mut [T], dp: &mut [T], [lse, d, scale]: [T; 3]) {
    for (p, dp) in p.chunks_exact_mut(LANES).zip(dp.chunks_exact_mut(LANES)) {
        for (p, dp) in p.iter_mut().zip(dp) {
            *p = (*p - lse).fast_exp();
            *dp = *p * (*dp - d) * scale;
        }
    }
}

/// Writes `n` rows of `width` elements into as many tokens of a head, from token `first` on.
fn write_rows<T: Float>(
    src: &[T],
    width: usize,
    dst: &mut DMatrixViewMut<'_, T>,
    first: usize,
    n: usize,
) {
    for (src, mut dst) in src.chunks_exact(width).zip(dst.columns_mut(first, n).column_iter_mut()) {
        let dst = dst.as_mut_slice();
        dst.copy_from_slice(&src[..dst.len()]);
    }
}

/// The outputs of a head, or the gradients with respect to them.
fn head_rows<'a, T: Float>(
    data: &'a [T],
    sizes: &Sizes,
    sample: usize,
    head: usize,
) -> HeadRows<'a, T> {
    let source = Source { data, stride: sizes.heads * sizes.value_dim, first: 0 };
    source.head(sample * sizes.queries, head, sizes.value_dim)
}
