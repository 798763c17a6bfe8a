//! Solution of 6.2.
//!
//! ```text
//! ∂L/∂wⱼᵢ = Σₛ δⱼₛ·∂zⱼₛ/∂wⱼᵢ = Σₛ δⱼₛ·xᵢₛ,    ∂L/∂bⱼ = Σₛ δⱼₛ·1.
//! ```
//!
//! The sum over s runs along a row of δ and along a row of X. A product of matrices runs along a
//! column of its right factor, so X is transposed: ∂W = δ·Xᵀ. The bias is the weight of an input
//! that is always 1.

use nalgebra::{DMatrix, DVector};

/// The gradient with respect to the weights, `∂W = δ·Xᵀ`.
pub fn weight_gradient(delta: &DMatrix<f64>, x: &DMatrix<f64>) -> DMatrix<f64> {
    delta * x.transpose()
}

/// The gradient with respect to the biases: for each neuron, that is, each row, the sum over the
/// samples.
pub fn bias_gradient(delta: &DMatrix<f64>) -> DVector<f64> {
    // nalgebra names it by what is added up: the columns.
    delta.column_sum()
}
