//! Solution of 2.3.
//!
//! From σ(z) = 1/(1 + e^(−z)) follows σ′(z) = e^(−z)/(1 + e^(−z))² = y·(1 − y). Each yₛ stands in one
//! term of the mean only, so ∂L/∂yₛ = 1/N·(−tₛ/yₛ + (1 − tₛ)/(1 − yₛ)), and on a common denominator
//! that is 1/N·(yₛ − tₛ)/(yₛ·(1 − yₛ)). In the product with σ′(zₛ) the denominator cancels:
//! ∂L/∂zₛ = (yₛ − tₛ)/N. As zₛ = Σᵢ wᵢ·xᵢₛ + b,
//!
//! ```text
//! ∂L/∂w = 1/N·X·(y − t),    ∂L/∂b = 1/N·Σₛ (yₛ − tₛ).
//! ```

use nalgebra::{DMatrix, DVector};

/// The gradient `(∂L/∂w, ∂L/∂b)` of the mean cross-entropy.
pub fn gradient(
    w: &DVector<f64>,
    b: f64,
    x: &DMatrix<f64>,
    t: &DVector<f64>,
) -> (DVector<f64>, f64) {
    // Xᵀ·w: one sum for each sample. `tr_mul` does not store the transpose.
    let z = x.tr_mul(w).add_scalar(b);
    // Where z is far below zero, e^(−z) is infinite and y exactly 0: right, and no NaN.
    let y = z.map(|z| 1.0 / (1.0 + (-z).exp()));
    // ∂L/∂z. The mean is taken here, once, so that it is in both results.
    let dz = (y - t) / x.ncols() as f64;
    (x * &dz, dz.sum())
}
