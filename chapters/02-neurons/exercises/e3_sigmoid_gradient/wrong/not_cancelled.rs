//! caught-by: sure_outputs_have_a_gradient
//! message: code the form after cancelling

use nalgebra::{DMatrix, DVector};

/// Multiplies the factors of the chain rule as they come: 0/0 where an output is sure.
pub fn gradient(
    w: &DVector<f64>,
    b: f64,
    x: &DMatrix<f64>,
    t: &DVector<f64>,
) -> (DVector<f64>, f64) {
    let z = x.tr_mul(w).add_scalar(b);
    let y = z.map(|z| 1.0 / (1.0 + (-z).exp()));
    let dy = y.zip_map(t, |y, t| (1.0 - t) / (1.0 - y) - t / y);
    let dz = dy.zip_map(&y, |dy, y| dy * y * (1.0 - y)) / x.ncols() as f64;
    (x * &dz, dz.sum())
}
