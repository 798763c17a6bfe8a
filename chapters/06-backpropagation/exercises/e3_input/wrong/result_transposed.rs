//! caught-by: agrees_with_paper
//! message: this is the transpose, δᵀ·W

use nalgebra::DMatrix;

/// Swaps the factors.
pub fn input_gradient(w: &DMatrix<f64>, delta: &DMatrix<f64>) -> DMatrix<f64> {
    delta.transpose() * w
}
