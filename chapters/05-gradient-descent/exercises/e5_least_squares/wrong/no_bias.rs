//! caught-by: the_gradient_is_the_one_that_is_measured
//! message: the bias is missing in the outputs

use nalgebra::{DMatrix, DVector};

/// Forgets the bias in the outputs.
pub fn gradient(
    x: &DMatrix<f64>,
    t: &DVector<f64>,
    w: &DVector<f64>,
    b: f64,
) -> (DVector<f64>, f64) {
    let dy = (x.tr_mul(w) - t) * (2.0 / t.len() as f64);
    let _ = b;
    (x * &dy, dy.sum())
}
