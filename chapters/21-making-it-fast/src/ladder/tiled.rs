//! A tile of sums in registers.

use super::check_sizes;
use super::packed::pack;
use numeric::lanes::{HAS_32_REGISTERS, LANES, Lanes};

// ANCHOR: tile
/// The rows of a tile, and its columns in registers. Of 32 registers 24 hold sums, three a row of
/// the panel, one an element of `A`; of 16 they are 12, three and one.
pub const TILE: [usize; 2] = if HAS_32_REGISTERS { [8, 3] } else { [4, 3] };
const ROWS: usize = TILE[0];
const VECTORS: usize = TILE[1];
/// The columns of a tile, in elements.
pub(super) const WIDTH: usize = VECTORS * LANES;

/// The tile's sums over `p` of `a[p][row]·b[p][column]`.
#[inline(always)]
fn microkernel(a: &[[f32; ROWS]], b: &[[f32; WIDTH]]) -> [[Lanes<f32>; VECTORS]; ROWS] {
    let mut sums = [[Lanes::zero(); VECTORS]; ROWS];
    for (a, b) in a.iter().zip(b) {
        let b: [Lanes<f32>; VECTORS] = std::array::from_fn(|v| Lanes::load(&b[v * LANES..]));
        for (sums, a) in sums.iter_mut().zip(a) {
            for (sum, b) in sums.iter_mut().zip(b) {
                *sum = sum.mul_add_scalar(*a, b);
            }
        }
    }
    sums
}
// ANCHOR_END: tile

/// The rows of a panel of `B`: it has 24 KB, to stay in a first cache of 32.
pub(super) const DEPTH: usize = 6 * 1024 / WIDTH;

/// The rows of `A` that are packed at a time: with `DEPTH` columns some 50 or 100 KB, to stay in the
/// second cache.
pub(super) const BLOCK_ROWS: usize = 96;

/// With panels of both and a tile of sums.
///
/// # Panics
/// See [`ladder`](super).
#[track_caller]
pub fn tiled(a: &[f32], b: &[f32], c: &mut [f32], [m, k, n]: [usize; 3]) {
    check_sizes(a, b, c, [m, k, n]);
    let (mut b_panels, mut a_panels) = (Vec::new(), Vec::new());
    c.fill(0.0);
    for rows in (0..k).step_by(DEPTH).map(|p| p..k.min(p + DEPTH)) {
        pack::<WIDTH>(b, n, rows.clone(), &mut b_panels);
        for (c, a) in c.chunks_mut(BLOCK_ROWS * n).zip(a.chunks(BLOCK_ROWS * k)) {
            pack_columns(a, k, rows.clone(), &mut a_panels);
            add_block(&a_panels, &b_panels, c, [rows.len(), n]);
        }
    }
}

/// Copies the columns `columns` of `a`, which has `k`, into panels of `ROWS` rows, one after the other;
/// in a panel the rows lie side by side. Rows that there are not are zeros.
pub(super) fn pack_columns(
    a: &[f32],
    k: usize,
    columns: std::ops::Range<usize>,
    panels: &mut Vec<[f32; ROWS]>,
) {
    panels.clear();
    for rows in a.chunks(ROWS * k) {
        let start = panels.len();
        panels.resize(start + columns.len(), [0.0; ROWS]);
        for (row, elements) in rows.chunks_exact(k).enumerate() {
            for (packed, a) in panels[start..].iter_mut().zip(&elements[columns.clone()]) {
                packed[row] = *a;
            }
        }
    }
}

// ANCHOR: block
/// Adds to `c`, which has `n` columns, the product of the packed blocks; `depth` is the number of
/// terms of each sum.
pub(super) fn add_block(
    a_panels: &[[f32; ROWS]],
    b_panels: &[[f32; WIDTH]],
    c: &mut [f32],
    [depth, n]: [usize; 2],
) {
    for (number, b) in b_panels.chunks_exact(depth).enumerate() {
        let columns = number * WIDTH..n.min((number + 1) * WIDTH);
        for (c_rows, a) in c.chunks_mut(ROWS * n).zip(a_panels.chunks_exact(depth)) {
            let sums = microkernel(a, b);
            for (c_row, sums) in c_rows.chunks_exact_mut(n).zip(sums) {
                for (c, sum) in c_row[columns.clone()].chunks_mut(LANES).zip(sums) {
                    (Lanes::load(c) + sum).store(c);
                }
            }
        }
    }
}
// ANCHOR_END: block
