//! caught-by: it_agrees_with_the_jacobian_at_odd_sizes
//! message: y·dy was added up over the samples

use nalgebra::DMatrix;

/// Walks over rows where it means columns.
pub fn softmax_backward(y: &DMatrix<f64>, dy: &DMatrix<f64>) -> DMatrix<f64> {
    let mut dz = dy.clone();
    for (mut dz, y) in dz.row_iter_mut().zip(y.row_iter()) {
        let mean = y.dot(&dz);
        dz.zip_apply(&y, |dz, y| *dz = y * (*dz - mean));
    }
    dz
}
