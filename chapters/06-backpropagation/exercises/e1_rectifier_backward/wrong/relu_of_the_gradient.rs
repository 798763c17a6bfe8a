//! caught-by: agrees_with_paper
//! message: it is the sign of z that decides

use nalgebra::DMatrix;

/// Applies the function itself to the gradient.
pub fn relu_backward(_z: &DMatrix<f64>, dy: &DMatrix<f64>) -> DMatrix<f64> {
    dy.map(|dy| dy.max(0.0))
}
