//! The product that every network of the book uses.

use super::check_sizes;
use nalgebra::{DMatrixView, DMatrixViewMut};

// ANCHOR: book
/// The product of crate [`numeric`], [`numeric::par_matmul`].
///
/// Its matrices are column-major: to it, a row-major matrix is its own transpose. So it is asked
/// for `Cᵀ = Bᵀ·Aᵀ`, and nothing is copied.
///
/// # Panics
/// See [`ladder`](super).
#[track_caller]
pub fn book(a: &[f32], b: &[f32], c: &mut [f32], [m, k, n]: [usize; 3]) {
    check_sizes(a, b, c, [m, k, n]);
    let (b, a) = (DMatrixView::from_slice(b, n, k), DMatrixView::from_slice(a, k, m));
    numeric::par_matmul(&b, &a, DMatrixViewMut::from_slice(c, n, m));
}
// ANCHOR_END: book
