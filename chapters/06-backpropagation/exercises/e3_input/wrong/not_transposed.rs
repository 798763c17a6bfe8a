//! caught-by: square_weights_are_transposed_too
//! message: that is W·δ, as in the forward pass

use nalgebra::DMatrix;

/// Transposes only where the shapes demand it.
pub fn input_gradient(w: &DMatrix<f64>, delta: &DMatrix<f64>) -> DMatrix<f64> {
    if w.is_square() { w * delta } else { w.transpose() * delta }
}
