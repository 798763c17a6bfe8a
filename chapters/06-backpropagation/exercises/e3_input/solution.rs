//! Solution of 6.3.
//!
//! ```text
//! ∂L/∂xᵢₛ = Σⱼ δⱼₛ·∂zⱼₛ/∂xᵢₛ = Σⱼ wⱼᵢ·δⱼₛ.
//! ```
//!
//! Forward, an output collects from all inputs along a row of W. Backward, an input collects from
//! all outputs along a column of W: the same weights, read the other way.

use nalgebra::DMatrix;

/// The gradient with respect to the layer's input, `∂X = Wᵀ·δ`.
pub fn input_gradient(w: &DMatrix<f64>, delta: &DMatrix<f64>) -> DMatrix<f64> {
    w.transpose() * delta
}
