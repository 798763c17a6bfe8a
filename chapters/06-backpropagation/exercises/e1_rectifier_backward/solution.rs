//! Solution of 6.1.
//!
//! `dy` is asked for its value only, `z` for its sign only. Where a unit was off, its gradient is 0
//! whatever `dy` is: in this sample the unit learns nothing, and hands nothing on.

use nalgebra::DMatrix;

/// The gradient with respect to the weighted sums `z` of a layer with ReLU, from the one with
/// respect to its outputs, `dy`.
pub fn relu_backward(z: &DMatrix<f64>, dy: &DMatrix<f64>) -> DMatrix<f64> {
    z.zip_map(dy, |z, dy| if z > 0.0 { dy } else { 0.0 })
}
