//! caught-by: it_agrees_with_paper
//! message: every entry is 4.0000 times the expected value (did you forget to divide by the batch size?)

use nalgebra::{DMatrix, DVector};

/// Forgets to divide by the number of samples.
pub fn gradient(
    w: &DVector<f64>,
    b: f64,
    x: &DMatrix<f64>,
    t: &DVector<f64>,
) -> (DVector<f64>, f64) {
    let z = x.tr_mul(w).add_scalar(b);
    let y = z.map(|z| 1.0 / (1.0 + (-z).exp()));
    let dz = y - t;
    (x * &dz, dz.sum())
}
