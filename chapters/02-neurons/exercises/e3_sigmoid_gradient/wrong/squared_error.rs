//! caught-by: it_agrees_with_paper
//! message: these are the slopes of the squared error

use nalgebra::{DMatrix, DVector};

/// Is the gradient of the squared error, in which σ′ does not cancel.
pub fn gradient(
    w: &DVector<f64>,
    b: f64,
    x: &DMatrix<f64>,
    t: &DVector<f64>,
) -> (DVector<f64>, f64) {
    let z = x.tr_mul(w).add_scalar(b);
    let y = z.map(|z| 1.0 / (1.0 + (-z).exp()));
    let dz = y.zip_map(t, |y, t| (y - t) * y * (1.0 - y)) / x.ncols() as f64;
    (x * &dz, dz.sum())
}
