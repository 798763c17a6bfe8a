//! caught-by: agrees_with_paper
//! message: that is the Jacobian's diagonal alone

use nalgebra::DMatrix;

/// Takes softmax for an element-wise function, like the sigmoid.
pub fn softmax_backward(y: &DMatrix<f64>, dy: &DMatrix<f64>) -> DMatrix<f64> {
    y.zip_map(dy, |y, dy| y * (1.0 - y) * dy)
}
