//! The loops in another order.

use super::check_sizes;

// ANCHOR: reordered
/// The same products with the loops as i, p, j: a row of `C` collects rows of `B`.
///
/// # Panics
/// See [`ladder`](super).
#[track_caller]
pub fn reordered(a: &[f32], b: &[f32], c: &mut [f32], [m, k, n]: [usize; 3]) {
    check_sizes(a, b, c, [m, k, n]);
    c.fill(0.0);
    for (c_row, a_row) in c.chunks_exact_mut(n).zip(a.chunks_exact(k)) {
        for (a, b_row) in a_row.iter().zip(b.chunks_exact(n)) {
            add_scaled(c_row, *a, b_row);
        }
    }
}

/// `c += a·b`, element by element.
#[inline(always)]
pub(super) fn add_scaled(c: &mut [f32], a: f32, b: &[f32]) {
    for (c, b) in c.iter_mut().zip(b) {
        *c += a * b;
    }
}
// ANCHOR_END: reordered
