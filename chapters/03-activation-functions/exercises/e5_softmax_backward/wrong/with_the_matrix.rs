//! caught-by: it_needs_no_matrix
//! message: is there a matrix of classes × classes

use nalgebra::DMatrix;

/// Forms the Jacobian of each sample.
pub fn softmax_backward(y: &DMatrix<f64>, dy: &DMatrix<f64>) -> DMatrix<f64> {
    let mut dz = dy.clone();
    for (mut dz, y) in dz.column_iter_mut().zip(y.column_iter()) {
        let jacobian = DMatrix::from_diagonal(&y) - y * y.transpose();
        let product = jacobian * &dz;
        dz.copy_from(&product);
    }
    dz
}
