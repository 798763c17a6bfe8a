//! caught-by: agrees_with_paper
//! message: that is no transpose

use nalgebra::DMatrix;

/// Takes a reshape for a transpose.
pub fn input_gradient(w: &DMatrix<f64>, delta: &DMatrix<f64>) -> DMatrix<f64> {
    DMatrix::from_column_slice(w.ncols(), w.nrows(), w.as_slice()) * delta
}
