//! caught-by: agrees_with_paper
//! message: the factor 2 is missing

use nalgebra::{DMatrix, DVector};

/// Takes the error itself for the derivative of its square.
pub fn gradient(
    x: &DMatrix<f64>,
    t: &DVector<f64>,
    w: &DVector<f64>,
    b: f64,
) -> (DVector<f64>, f64) {
    let error = x.tr_mul(w).add_scalar(b) - t;
    let dy = error / t.len() as f64;
    (x * &dy, dy.sum())
}
