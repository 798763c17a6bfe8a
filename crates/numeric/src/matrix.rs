//! A matrix from its rows.

use nalgebra::{DMatrix, Scalar};

/// A matrix from its rows, as `torch.tensor([[…], […]])` takes them.
///
/// nalgebra's macro `dmatrix!` does the same, but takes longer to compile than this crate: it
/// parses Rust.
///
/// ```
/// let a = numeric::matrix([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]);
/// assert_eq!((a.nrows(), a.ncols()), (2, 3));
/// assert_eq!(a[(0, 2)], 3.0);
/// ```
pub fn matrix<T: Scalar, const ROWS: usize, const COLUMNS: usize>(
    rows: [[T; COLUMNS]; ROWS],
) -> DMatrix<T> {
    DMatrix::from_row_iterator(ROWS, COLUMNS, rows.into_iter().flatten())
}
