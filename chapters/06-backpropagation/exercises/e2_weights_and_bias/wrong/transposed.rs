//! caught-by: weights_agree_with_the_definition_at_odd_sizes
//! message: this is the transpose, X·δᵀ

use nalgebra::{DMatrix, DVector};

/// Swaps the factors.
pub fn weight_gradient(delta: &DMatrix<f64>, x: &DMatrix<f64>) -> DMatrix<f64> {
    x * delta.transpose()
}

pub fn bias_gradient(delta: &DMatrix<f64>) -> DVector<f64> {
    delta.column_sum()
}
