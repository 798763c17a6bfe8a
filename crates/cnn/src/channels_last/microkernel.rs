//! The product that the sums over channels are made of.

use super::ROW_TILE;
use numeric::Float;
use numeric::lanes::{LANES, Lanes};

/// The sums of [`ROW_TILE`] rows and `V` registers of channels.
pub(super) type Sums<T, const V: usize> = [[Lanes<T>; V]; ROW_TILE];

// ANCHOR: add_products
/// `sums(r, v) += Σ rows(r, k)·panel(k, v)`, the sum over the columns `k` of the rows. For each,
/// the `V` registers of the panel are loaded once and used for all rows, and a number of each row.
#[inline(always)]
pub(super) fn add_products<T: Float, const V: usize>(
    rows: [&[T]; ROW_TILE],
    panel: &[[[T; LANES]; V]],
    sums: &mut Sums<T, V>,
) {
    let rows = rows.map(|row| &row[..panel.len()]);
    let mut local = *sums;
    for (k, panel) in panel.iter().enumerate() {
        for r in 0..ROW_TILE {
            for v in 0..V {
                local[r][v] = local[r][v].mul_add_scalar(rows[r][k], Lanes(panel[v]));
            }
        }
    }
    *sums = local;
}
// ANCHOR_END: add_products

/// The first `V` registers.
#[inline(always)]
pub(super) fn registers<T, const V: usize>(channels: &[T]) -> &[[T; LANES]; V] {
    channels.as_chunks().0.first_chunk().expect("as many channels as a tile has room for")
}

/// As [`registers`].
#[inline(always)]
pub(super) fn registers_mut<T, const V: usize>(channels: &mut [T]) -> &mut [[T; LANES]; V] {
    channels.as_chunks_mut().0.first_chunk_mut().expect("as many channels as a tile has room for")
}
