//! caught-by: they_agree_with_the_slopes_that_are_measured
//! message: divide by nothing

use nalgebra::{DMatrix, DVector};

/// Divides a second time.
pub fn weight_gradient(delta: &DMatrix<f64>, x: &DMatrix<f64>) -> DMatrix<f64> {
    delta * x.transpose() / x.ncols() as f64
}

pub fn bias_gradient(delta: &DMatrix<f64>) -> DVector<f64> {
    delta.column_sum()
}
