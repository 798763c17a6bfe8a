//! caught-by: it_agrees_with_pytorch
//! message: the mean is over the samples

use nalgebra::{DMatrix, DVector};

/// Takes the number of inputs.
pub fn gradient(
    x: &DMatrix<f64>,
    t: &DVector<f64>,
    w: &DVector<f64>,
    b: f64,
) -> (DVector<f64>, f64) {
    let error = x.tr_mul(w).add_scalar(b) - t;
    let dy = error * (2.0 / x.nrows() as f64);
    (x * &dy, dy.sum())
}
