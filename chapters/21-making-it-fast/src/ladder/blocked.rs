//! Blocks for the second cache.

use super::check_sizes;
use super::reordered::add_scaled;

/// A block of `B` has at most this many rows and columns: 128 KB, which stay in a second cache of 256 or more.
/// The part of a row of `C` that it serves has 2 KB, and stays in the first.
const BLOCK: [usize; 2] = [64, 512];

// ANCHOR: blocked
/// Block by block of `B`: while one is in the cache, every row of `A` comes by.
///
/// # Panics
/// See [`ladder`](super).
#[track_caller]
pub fn blocked(a: &[f32], b: &[f32], c: &mut [f32], [m, k, n]: [usize; 3]) {
    check_sizes(a, b, c, [m, k, n]);
    let [block_rows, block_columns] = BLOCK;
    c.fill(0.0);
    for rows in (0..k).step_by(block_rows).map(|p| p..k.min(p + block_rows)) {
        for columns in (0..n).step_by(block_columns).map(|j| j..n.min(j + block_columns)) {
            for (c_row, a_row) in c.chunks_exact_mut(n).zip(a.chunks_exact(k)) {
                for p in rows.clone() {
                    let b_row = &b[p * n..][columns.clone()];
                    add_scaled(&mut c_row[columns.clone()], a_row[p], b_row);
                }
            }
        }
    }
}
// ANCHOR_END: blocked
