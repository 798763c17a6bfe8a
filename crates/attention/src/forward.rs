//! The forward pass of one head of one sample.
//!
//! The scores are computed in tiles of a few queries and some keys, and forgotten. For each query two
//! numbers are kept from tile to tile: the maximum of its scores so far, and the sum of their exponentials
//! relative to it. When the maximum grows, sum and output so far are scaled down.

use crate::checks::Sizes;
use crate::head::HeadRows;
use crate::operands::Operands;
use crate::product::{Left, PANEL, Panels, Start, multiply};
use nalgebra::DMatrixViewMut;
use numeric::lanes::LANES;
use numeric::{Float, max, sum};
use std::ops::Range;

/// Queries of a tile.
pub(crate) const QUERY_TILE: usize = 32;

/// Keys of a tile: few enough for the scores of all its queries to stay in the fastest cache.
pub(crate) const KEY_TILE: usize = 128;

/// The lengths of the parts of the memory that a head is computed in.
pub(crate) struct Scratch {
    /// The keys, packed transposed.
    pub keys_t: usize,
    /// The values, packed.
    pub values: usize,
    /// A tile of scores.
    pub scores: usize,
    /// The outputs of a tile's queries.
    pub outputs: usize,
}

impl Scratch {
    pub fn new(sizes: &Sizes) -> Self {
        let value_width = sizes.value_dim.next_multiple_of(PANEL);
        Scratch {
            keys_t: sizes.keys.next_multiple_of(PANEL) * sizes.head_dim,
            values: sizes.keys * value_width,
            scores: QUERY_TILE * KEY_TILE,
            outputs: QUERY_TILE * value_width,
        }
    }

    pub fn len(&self) -> usize {
        self.keys_t + self.values + self.scores + self.outputs
    }
}

/// The tiles of a range of `len` from 0.
pub(crate) fn tiles(len: usize, tile: usize) -> impl Iterator<Item = Range<usize>> {
    (0..len).step_by(tile).map(move |start| start..len.min(start + tile))
}

/// Writes the outputs of the queries that read head `kv_head` of sample `sample`, and for each the
/// logarithm of the sum of the exponentials of its scores; +∞ if it reads no key.
pub(crate) fn forward<T: Float>(
    operands: &Operands<'_, T>,
    sample: usize,
    kv_head: usize,
    [mut y, mut lse]: [DMatrixViewMut<'_, T>; 2],
    scratch: &mut [T],
) {
    let (sizes, mask) = (operands.sizes, operands.mask);
    let Sizes { queries, keys, value_dim, .. } = sizes;
    let lens = Scratch::new(&sizes);
    let (keys_t, scratch) = scratch.split_at_mut(lens.keys_t);
    let (values, scratch) = scratch.split_at_mut(lens.values);
    let (scores, outputs) = scratch.split_at_mut(lens.scores);
    // The last query reads most; what no query reads is not touched.
    let read = queries.checked_sub(1).map_or(0, |last| mask.end(sample, last, keys));
    let keys_t = operands.keys(sample, kv_head).pack_transposed(read, keys_t);
    let values = operands.values(sample, kv_head).pack(0..read, values);
    let width = value_dim.next_multiple_of(PANEL);
    for member in 0..sizes.group() {
        let head = kv_head * sizes.group() + member;
        let q = operands.queries(sample, head);
        for tile in tiles(queries, QUERY_TILE) {
            let read = |query| Read {
                end: mask.end(sample, query, keys),
                added: mask.row(sample, head, query),
            };
            let memory = [&mut *scores, &mut *outputs];
            let rows = attend(q, &tile, [keys_t, values], operands.scale, read, memory);
            for (i, row) in rows[..tile.len()].iter().enumerate() {
                let mut y = y.column_mut(tile.start + i);
                let y = &mut y.as_mut_slice()[member * value_dim..][..value_dim];
                lse[(member, tile.start + i)] = row.finish(&outputs[i * width..], y);
            }
        }
    }
}

/// What a query may read.
pub(crate) struct Read<'a, T> {
    /// How many keys: the first ones.
    pub end: usize,
    /// What is added to its scores.
    pub added: Option<&'a [T]>,
}

/// Attends with the queries of a tile, of which the last reads most, to keys that are packed transposed and
/// values that are packed. The `outputs` are not yet divided by the sums of their rows.
#[inline(always)]
pub(crate) fn attend<'a, T: Float>(
    q: HeadRows<'_, T>,
    tile: &Range<usize>,
    [keys_t, values]: [Panels<'_, T>; 2],
    scale: T,
    read: impl Fn(usize) -> Read<'a, T>,
    [scores, outputs]: [&mut [T]; 2],
) -> [Row<T>; QUERY_TILE] {
    let width = values.count * PANEL;
    let mut rows = [Row { max: T::of(f64::NEG_INFINITY), sum: T::zero() }; QUERY_TILE];
    outputs[..tile.len() * width].fill(T::zero());
    // ANCHOR: tiles
    for columns in tiles(read(tile.end - 1).end, KEY_TILE) {
        score_tile(q, tile, keys_t.columns(columns.clone()), scores);
        for (i, row) in rows[..tile.len()].iter_mut().enumerate() {
            let Read { end, added } = read(tile.start + i);
            let end = end.clamp(columns.start, columns.end) - columns.start;
            let z = &mut scores[i * KEY_TILE..][..columns.len().next_multiple_of(PANEL)];
            scale_scores(z, end, scale, added.map(|added| &added[columns.clone()]));
            let factor = row.exponentials(z);
            outputs[i * width..][..width].iter_mut().for_each(|y| *y *= factor);
        }
        let p = Left::Rows { data: scores, stride: KEY_TILE };
        multiply(p, tile.len(), values.rows(columns), outputs, width, Start::Present);
    }
    // ANCHOR_END: tiles
    rows
}

/// The inner products of the queries of a tile with keys that are packed transposed.
pub(crate) fn score_tile<T: Float>(
    q: HeadRows<'_, T>,
    queries: &Range<usize>,
    keys_t: Panels<'_, T>,
    scores: &mut [T],
) {
    let rows = Left::Rows { data: &q.data[queries.start * q.stride..], stride: q.stride };
    multiply(rows, queries.len(), keys_t, scores, KEY_TILE, Start::Zero);
}

/// Scales the scores of the keys that a query may read, the first `end`, and adds the mask; of all others it
/// makes −∞.
pub(crate) fn scale_scores<T: Float>(z: &mut [T], end: usize, scale: T, added: Option<&[T]>) {
    let (own, excluded) = z.split_at_mut(end);
    match added {
        Some(added) => own.iter_mut().zip(added).for_each(|(z, mask)| *z = *z * scale + *mask),
        None => own.iter_mut().for_each(|z| *z *= scale),
    }
    excluded.fill(T::of(f64::NEG_INFINITY));
}

/// What is known of a query's scores so far.
#[derive(Clone, Copy)]
pub(crate) struct Row<T> {
    max: T,
    /// `Σ e^(z − max)`.
    sum: T,
}

impl<T: Float> Row<T> {
    // ANCHOR: online
    /// Turns the scores of a tile into `e^(z − max)`, with the maximum so far; returns the factor by
    /// which what was summed before shrinks.
    fn exponentials(&mut self, z: &mut [T]) -> T {
        let largest = max(z);
        let maximum = if largest > self.max { largest } else { self.max };
        let excluded = T::of(f64::NEG_INFINITY);
        // Not a single key so far, and no NaN either: −∞ − (−∞) would be one.
        if maximum == excluded && sum(z) == excluded {
            z.fill(T::zero());
            return T::one();
        }
        // In whole registers: what fills them up is −∞, and so becomes 0.
        for z in z.chunks_exact_mut(LANES) {
            z.iter_mut().for_each(|z| *z = (*z - maximum).fast_exp());
        }
        let factor = (self.max - maximum).fast_exp();
        self.sum = self.sum * factor + sum(z);
        self.max = maximum;
        factor
    }
    // ANCHOR_END: online

    /// Divides the output by the sum; returns the logarithm of the sum of the exponentials of all scores, +∞
    /// for a query without a key, whose output is 0.
    pub fn finish(&self, output: &[T], y: &mut [T]) -> T {
        let is_empty = self.sum.is_zero();
        let factor = if is_empty { T::zero() } else { T::one() / self.sum };
        y.iter_mut().zip(output).for_each(|(y, sum)| *y = *sum * factor);
        if is_empty { T::of(f64::INFINITY) } else { self.max + self.sum.fast_ln() }
    }
}
