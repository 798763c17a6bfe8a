//! caught-by: it_agrees_with_paper
//! message: every entry has the opposite sign

use nalgebra::{DMatrix, DVector};

/// Subtracts the wrong way round.
pub fn gradient(
    w: &DVector<f64>,
    b: f64,
    x: &DMatrix<f64>,
    t: &DVector<f64>,
) -> (DVector<f64>, f64) {
    let z = x.tr_mul(w).add_scalar(b);
    let y = z.map(|z| 1.0 / (1.0 + (-z).exp()));
    let dz = (t - y) / x.ncols() as f64;
    (x * &dz, dz.sum())
}
