//! caught-by: agrees_with_paper
//! message: that is the slope f′(Z) alone

use nalgebra::DMatrix;

/// Leaves the gradient out.
pub fn relu_backward(z: &DMatrix<f64>, _dy: &DMatrix<f64>) -> DMatrix<f64> {
    z.map(|z| if z > 0.0 { 1.0 } else { 0.0 })
}
