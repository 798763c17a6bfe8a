//! caught-by: a_negative_gradient_passes_as_well
//! message: a negative gradient is not cut off

use nalgebra::DMatrix;

/// Applies the function on the way back as well.
pub fn relu_backward(z: &DMatrix<f64>, dy: &DMatrix<f64>) -> DMatrix<f64> {
    z.zip_map(dy, |z, dy| if z > 0.0 { dy.max(0.0) } else { 0.0 })
}
