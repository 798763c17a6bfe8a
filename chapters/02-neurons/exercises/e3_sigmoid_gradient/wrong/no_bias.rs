//! caught-by: agrees_with_paper
//! message: the bias is missing in z = w·x + b

use nalgebra::{DMatrix, DVector};

/// Forgets the bias.
pub fn gradient(
    w: &DVector<f64>,
    _b: f64,
    x: &DMatrix<f64>,
    t: &DVector<f64>,
) -> (DVector<f64>, f64) {
    let y = x.tr_mul(w).map(|z| 1.0 / (1.0 + (-z).exp()));
    let dz = (y - t) / x.ncols() as f64;
    (x * &dz, dz.sum())
}
