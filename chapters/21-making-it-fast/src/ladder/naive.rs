//! The definition.

use super::check_sizes;

// ANCHOR: naive
/// `c[i, j] = Σ a[i, p]·b[p, j]`: a row of `A` times a column of `B`, one sum after the other.
///
/// # Panics
/// See [`ladder`](super).
#[track_caller]
pub fn naive(a: &[f32], b: &[f32], c: &mut [f32], [m, k, n]: [usize; 3]) {
    check_sizes(a, b, c, [m, k, n]);
    for i in 0..m {
        for j in 0..n {
            let mut sum = 0.0;
            for p in 0..k {
                sum += a[i * k + p] * b[p * n + j];
            }
            c[i * n + j] = sum;
        }
    }
}
// ANCHOR_END: naive
