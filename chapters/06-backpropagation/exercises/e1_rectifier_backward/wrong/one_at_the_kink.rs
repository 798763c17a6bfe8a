//! caught-by: at_zero_the_slope_is_zero
//! message: let dy through where z > 0, not where z ≥ 0

use nalgebra::DMatrix;

/// Has the slope 1 at 0.
pub fn relu_backward(z: &DMatrix<f64>, dy: &DMatrix<f64>) -> DMatrix<f64> {
    z.zip_map(dy, |z, dy| if z >= 0.0 { dy } else { 0.0 })
}
