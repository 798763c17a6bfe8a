//! caught-by: it_agrees_with_pytorch
//! message: that is the sum over the samples

use nalgebra::{DMatrix, DVector};

/// Forgets that it is a mean.
pub fn gradient(
    x: &DMatrix<f64>,
    t: &DVector<f64>,
    w: &DVector<f64>,
    b: f64,
) -> (DVector<f64>, f64) {
    let error = x.tr_mul(w).add_scalar(b) - t;
    let dy = 2.0 * error;
    (x * &dy, dy.sum())
}
