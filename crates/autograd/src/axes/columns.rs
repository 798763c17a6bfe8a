//! Columns of a slab `[len, inner]`, reduced tile by tile: rows are read in pieces that stay in the cache.

use numeric::{Float, block_sum};

/// The columns that are computed at once: what is kept of them fits into the nearest cache.
pub(super) const TILE: usize = 128;

/// The sums over `len` rows of what `add` adds for each of them to `width` sums.
#[inline(always)]
pub(super) fn column_sums<T: Float>(
    len: usize,
    width: usize,
    mut add: impl FnMut(usize, &mut [T]),
) -> [T; TILE] {
    let mut sums = [T::zero(); TILE];
    block_sum(len, &mut sums[..width], &mut |rows, sums| rows.for_each(|row| add(row, sums)));
    sums
}

/// The starts and widths of the tiles of a row.
pub(super) fn tiles(inner: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..inner).step_by(TILE).map(move |start| (start, TILE.min(inner - start)))
}

/// The maximum of each column.
#[inline(always)]
pub(super) fn column_max<T: Float>(z: &[T], inner: usize, start: usize, width: usize) -> [T; TILE] {
    let mut max = [T::of(f64::NEG_INFINITY); TILE];
    for row in z.chunks_exact(inner) {
        for (max, z) in max.iter_mut().zip(&row[start..][..width]) {
            *max = if *z > *max { *z } else { *max };
        }
    }
    max
}
