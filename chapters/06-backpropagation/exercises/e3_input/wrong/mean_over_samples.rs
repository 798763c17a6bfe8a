//! caught-by: it_agrees_with_the_slope_that_is_measured
//! message: that is divided by the number of samples

use nalgebra::DMatrix;

/// Divides a second time.
pub fn input_gradient(w: &DMatrix<f64>, delta: &DMatrix<f64>) -> DMatrix<f64> {
    w.transpose() * delta / delta.ncols() as f64
}
