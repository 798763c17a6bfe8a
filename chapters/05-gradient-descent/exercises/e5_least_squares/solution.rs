//! Solution of 5.5.
//!
//! Of one sample, with the error e = Σᵢ wᵢxᵢ + b − t: ∂e²/∂wᵢ = 2e·xᵢ and ∂e²/∂b = 2e. The mean over
//! the samples of xᵢₛ·eₛ is a sum along row i of X: the product X·e, divided by N.

use nalgebra::{DMatrix, DVector};

/// The gradient of the mean squared error of the linear model `y = Xᵀw + b`, with respect to `w`
/// and to `b`.
pub fn gradient(
    x: &DMatrix<f64>,
    t: &DVector<f64>,
    w: &DVector<f64>,
    b: f64,
) -> (DVector<f64>, f64) {
    let error = x.tr_mul(w).add_scalar(b) - t;
    // The gradient with respect to each output: both results need it.
    let dy = error * (2.0 / t.len() as f64);
    // The bias is a weight whose input is always 1.
    (x * &dy, dy.sum())
}
