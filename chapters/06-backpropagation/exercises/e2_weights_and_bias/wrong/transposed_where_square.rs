//! caught-by: rows_are_not_taken_for_columns
//! message: this is the transpose, X·δᵀ: expected δ·Xᵀ

use nalgebra::{DMatrix, DVector};

/// Turns the product until its shape fits.
pub fn weight_gradient(delta: &DMatrix<f64>, x: &DMatrix<f64>) -> DMatrix<f64> {
    let product = x * delta.transpose();
    if product.is_square() { product } else { product.transpose() }
}

pub fn bias_gradient(delta: &DMatrix<f64>) -> DVector<f64> {
    delta.column_sum()
}
