//! caught-by: it_agrees_with_the_definition_at_odd_sizes
//! message: multiply element by element

use nalgebra::DMatrix;

/// Multiplies matrices where they are square.
pub fn relu_backward(z: &DMatrix<f64>, dy: &DMatrix<f64>) -> DMatrix<f64> {
    let slope = z.map(|z| if z > 0.0 { 1.0 } else { 0.0 });
    if z.is_square() { dy * slope } else { dy.component_mul(&slope) }
}
