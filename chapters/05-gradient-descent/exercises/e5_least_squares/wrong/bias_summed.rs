//! caught-by: the_gradient_is_the_one_that_is_measured
//! message: 2/N belongs to both

use nalgebra::{DMatrix, DVector};

/// Sums the errors for the bias, without the factor.
pub fn gradient(
    x: &DMatrix<f64>,
    t: &DVector<f64>,
    w: &DVector<f64>,
    b: f64,
) -> (DVector<f64>, f64) {
    let error = x.tr_mul(w).add_scalar(b) - t;
    let dw = x * &error * (2.0 / t.len() as f64);
    (dw, error.sum())
}
