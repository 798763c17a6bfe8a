//! Panels: a part of `B`, copied into the order in which it is read.

use super::check_sizes;
use numeric::lanes::LANES;

/// The columns of a panel: sums for as many fit into registers.
const WIDTH: usize = 4 * LANES;

/// The rows of a panel: 128 rows of 64 columns are 32 KB.
const DEPTH: usize = 128;

// ANCHOR: pack
/// Copies the rows `rows` of `b`, which has `n` columns, into panels of `W` columns, one panel
/// after the other. Columns that there are not are zeros.
pub(super) fn pack<const W: usize>(
    b: &[f32],
    n: usize,
    rows: std::ops::Range<usize>,
    panels: &mut Vec<[f32; W]>,
) {
    panels.clear();
    for first in (0..n).step_by(W) {
        for p in rows.clone() {
            let row = &b[p * n..(p + 1) * n][first..n.min(first + W)];
            let mut packed = [0.0; W];
            packed[..row.len()].copy_from_slice(row);
            panels.push(packed);
        }
    }
}
// ANCHOR_END: pack

// ANCHOR: packed
/// With panels of `B`: the sums of one row and one panel stay in registers.
///
/// # Panics
/// See [`ladder`](super).
#[track_caller]
pub fn packed(a: &[f32], b: &[f32], c: &mut [f32], [m, k, n]: [usize; 3]) {
    check_sizes(a, b, c, [m, k, n]);
    let mut panels = Vec::new();
    c.fill(0.0);
    for rows in (0..k).step_by(DEPTH).map(|p| p..k.min(p + DEPTH)) {
        pack::<WIDTH>(b, n, rows.clone(), &mut panels);
        for (number, panel) in panels.chunks_exact(rows.len()).enumerate() {
            for (c_row, a_row) in c.chunks_exact_mut(n).zip(a.chunks_exact(k)) {
                let sums = row_times_panel(&a_row[rows.clone()], panel);
                c_row[number * WIDTH..].iter_mut().zip(sums).for_each(|(c, sum)| *c += sum);
            }
        }
    }
}

/// The sums over `p` of `a[p]·panel[p][j]`, for each column `j` of the panel.
fn row_times_panel(a: &[f32], panel: &[[f32; WIDTH]]) -> [f32; WIDTH] {
    let mut sums = [0.0; WIDTH];
    for (a, b) in a.iter().zip(panel) {
        for (sum, b) in sums.iter_mut().zip(b) {
            *sum += a * b;
        }
    }
    sums
}
// ANCHOR_END: packed
