//! Rows in tasks, for several cores.

use super::tiled::{BLOCK_ROWS, DEPTH, TILE, add_block, pack_columns};
use super::{check_sizes, packed::pack, tiled, tiled::WIDTH};
use numeric::MIN_TASK_COST;
use rayon::prelude::*;

// ANCHOR: threaded
/// As [`tiled`], with the rows of `C` in tasks. How many rows a task has depends on the sizes and
/// not on the cores, and every sum is taken as before: the result has the same bits.
///
/// # Panics
/// See [`ladder`](super).
#[track_caller]
pub fn threaded(a: &[f32], b: &[f32], c: &mut [f32], [m, k, n]: [usize; 3]) {
    check_sizes(a, b, c, [m, k, n]);
    // A task of less work than this takes as long to begin as to do.
    let tasks = (m * k * n / MIN_TASK_COST).clamp(1, m.div_ceil(BLOCK_ROWS).max(8));
    if tasks == 1 {
        return tiled(a, b, c, [m, k, n]);
    }
    let height = m.div_ceil(tasks).next_multiple_of(TILE[0]);
    let mut b_panels = Vec::new();
    c.fill(0.0);
    for rows in (0..k).step_by(DEPTH).map(|p| p..k.min(p + DEPTH)) {
        pack::<WIDTH>(b, n, rows.clone(), &mut b_panels);
        c.par_chunks_mut(height * n).zip(a.par_chunks(height * k)).for_each_init(
            Vec::new,
            |a_panels, (c, a)| {
                pack_columns(a, k, rows.clone(), a_panels);
                add_block(a_panels, &b_panels, c, [rows.len(), n]);
            },
        );
    }
}
// ANCHOR_END: threaded
