//! caught-by: rows_are_not_taken_for_columns
//! message: that is δ·X, which adds up over the inputs

use nalgebra::{DMatrix, DVector};

/// Transposes only where the shapes demand it.
pub fn weight_gradient(delta: &DMatrix<f64>, x: &DMatrix<f64>) -> DMatrix<f64> {
    if x.nrows() == delta.ncols() { delta * x } else { delta * x.transpose() }
}

pub fn bias_gradient(delta: &DMatrix<f64>) -> DVector<f64> {
    delta.column_sum()
}
