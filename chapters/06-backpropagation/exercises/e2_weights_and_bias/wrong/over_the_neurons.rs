//! caught-by: biases_agree_with_the_definition_at_odd_sizes
//! message: you added up the neurons

use nalgebra::{DMatrix, DVector};

pub fn weight_gradient(delta: &DMatrix<f64>, x: &DMatrix<f64>) -> DMatrix<f64> {
    delta * x.transpose()
}

/// Adds up along the wrong axis.
pub fn bias_gradient(delta: &DMatrix<f64>) -> DVector<f64> {
    delta.row_sum().transpose()
}
