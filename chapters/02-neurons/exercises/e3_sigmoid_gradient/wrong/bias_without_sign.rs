//! caught-by: agrees_with_paper
//! message: the bias counts with its sign

use nalgebra::{DMatrix, DVector};

/// The gradient `(∂L/∂w, ∂L/∂b)` of the mean cross-entropy.
pub fn gradient(
    w: &DVector<f64>,
    b: f64,
    x: &DMatrix<f64>,
    t: &DVector<f64>,
) -> (DVector<f64>, f64) {
    // Xᵀ·w: one sum for each sample. `tr_mul` does not store the transpose.
    let z = x.tr_mul(w).add_scalar(b.abs());
    // Where z is far below zero, e^(−z) is infinite and y exactly 0: right, and no NaN.
    let y = z.map(|z| 1.0 / (1.0 + (-z).exp()));
    // ∂L/∂z. The mean is taken here, once, so that it is in both results.
    let dz = (y - t) / x.ncols() as f64;
    (x * &dz, dz.sum())
}
