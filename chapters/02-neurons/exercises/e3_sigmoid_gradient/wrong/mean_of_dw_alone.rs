//! caught-by: it_agrees_with_paper
//! message: ∂L/∂b is the sum over the samples, not their mean

use nalgebra::{DMatrix, DVector};

/// Divides `∂L/∂w` by the number of samples, but not `∂L/∂b`.
pub fn gradient(
    w: &DVector<f64>,
    b: f64,
    x: &DMatrix<f64>,
    t: &DVector<f64>,
) -> (DVector<f64>, f64) {
    let z = x.tr_mul(w).add_scalar(b);
    let y = z.map(|z| 1.0 / (1.0 + (-z).exp()));
    let delta = y - t;
    (x * &delta / x.ncols() as f64, delta.sum())
}
