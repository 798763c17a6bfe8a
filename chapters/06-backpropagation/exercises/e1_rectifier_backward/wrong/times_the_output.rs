//! caught-by: it_agrees_with_the_definition_at_odd_sizes
//! message: that is dy times the output

use nalgebra::DMatrix;

/// Multiplies by the function, not by its slope.
pub fn relu_backward(z: &DMatrix<f64>, dy: &DMatrix<f64>) -> DMatrix<f64> {
    z.map(|z| z.max(0.0)).component_mul(dy)
}
