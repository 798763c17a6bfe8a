//! Parallel loops over rows of a slice.

use crate::Float;
use crate::parallel::{chunk_columns, par_split_slice};

/// Runs `f(start, rows)` in parallel on chunks of adjacent rows of `y`, each of `row_len` elements.
///
/// `start` is the index of the chunk's first row; `cost` is what one row costs, in multiply-adds. As
/// with [`par_chunks`](crate::par_chunks), only the work decides where a chunk begins. Nothing is
/// called where there are no elements.
///
/// ```
/// let mut y = [0.0; 6];
/// numeric::par_row_chunks(&mut y, 3, 1, &|start, rows| {
///     for (i, row) in rows.chunks_exact_mut(3).enumerate() {
///         row.fill((start + i) as f64);
///     }
/// });
/// assert_eq!(y, [0.0, 0.0, 0.0, 1.0, 1.0, 1.0]);
/// ```
///
/// # Panics
/// If `y` is not whole rows.
#[track_caller]
pub fn par_row_chunks<T: Float>(
    y: &mut [T],
    row_len: usize,
    cost: usize,
    f: &(dyn Fn(usize, &mut [T]) + Sync),
) {
    if y.is_empty() {
        return;
    }
    let len = y.len();
    let whole = len.is_multiple_of(row_len);
    assert!(whole, "par_row_chunks: {len} elements are not whole rows of {row_len}");
    let rows = chunk_columns(len / row_len, cost);
    par_split_slice(0, y, rows * row_len, &|start, chunk| f(start / row_len, chunk));
}
