//! caught-by: it_agrees_with_the_slope_that_is_measured
//! message: dy is added up without its weights

use nalgebra::DMatrix;

/// Forgets the weights of the sum.
pub fn softmax_backward(y: &DMatrix<f64>, dy: &DMatrix<f64>) -> DMatrix<f64> {
    let mut dz = dy.clone();
    for (mut dz, y) in dz.column_iter_mut().zip(y.column_iter()) {
        let sum = dz.sum();
        dz.zip_apply(&y, |dz, y| *dz = y * (*dz - sum));
    }
    dz
}
