//! caught-by: biases_agree_with_the_definition_at_odd_sizes
//! message: add up each row by itself

use nalgebra::{DMatrix, DVector};

pub fn weight_gradient(delta: &DMatrix<f64>, x: &DMatrix<f64>) -> DMatrix<f64> {
    delta * x.transpose()
}

/// Gives every neuron the same sum.
pub fn bias_gradient(delta: &DMatrix<f64>) -> DVector<f64> {
    DVector::repeat(delta.nrows(), delta.sum())
}
