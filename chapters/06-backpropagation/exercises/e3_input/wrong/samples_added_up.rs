//! caught-by: samples_are_not_mixed
//! message: each input belongs to one sample

use nalgebra::DMatrix;

/// Adds the samples up, as for the weights.
pub fn input_gradient(w: &DMatrix<f64>, delta: &DMatrix<f64>) -> DMatrix<f64> {
    let sum = (w.transpose() * delta).column_sum();
    DMatrix::from_fn(w.ncols(), delta.ncols(), |i, _| sum[i])
}
