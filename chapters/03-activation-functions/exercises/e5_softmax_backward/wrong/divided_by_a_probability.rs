//! caught-by: probabilities_may_be_zero_or_one
//! message: a probability may be 0, so divide by none

use nalgebra::DMatrix;

/// Writes the first term as y²·dy/y.
pub fn softmax_backward(y: &DMatrix<f64>, dy: &DMatrix<f64>) -> DMatrix<f64> {
    let mut dz = dy.clone();
    for (mut dz, y) in dz.column_iter_mut().zip(y.column_iter()) {
        let mean = y.dot(&dz);
        dz.zip_apply(&y, |dz, y| *dz = y * y * (*dz - mean) / y);
    }
    dz
}
