//! caught-by: biases_agree_with_paper
//! message: that is the mean

use nalgebra::{DMatrix, DVector};

pub fn weight_gradient(delta: &DMatrix<f64>, x: &DMatrix<f64>) -> DMatrix<f64> {
    delta * x.transpose()
}

/// Divides a second time.
pub fn bias_gradient(delta: &DMatrix<f64>) -> DVector<f64> {
    delta.column_mean()
}
