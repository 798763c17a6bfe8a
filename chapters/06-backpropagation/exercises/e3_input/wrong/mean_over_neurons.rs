//! caught-by: it_agrees_with_the_definition_at_odd_sizes
//! message: that is the mean over the neurons

use nalgebra::DMatrix;

/// Divides by the number of neurons.
pub fn input_gradient(w: &DMatrix<f64>, delta: &DMatrix<f64>) -> DMatrix<f64> {
    w.transpose() * delta / w.nrows() as f64
}
