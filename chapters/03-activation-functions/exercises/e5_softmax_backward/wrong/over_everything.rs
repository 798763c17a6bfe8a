//! caught-by: samples_are_not_mixed
//! message: each column has an m of its own

use nalgebra::DMatrix;

/// Multiplies the whole matrices.
pub fn softmax_backward(y: &DMatrix<f64>, dy: &DMatrix<f64>) -> DMatrix<f64> {
    let mean = y.dot(dy);
    y.zip_map(dy, |y, dy| y * (dy - mean))
}
