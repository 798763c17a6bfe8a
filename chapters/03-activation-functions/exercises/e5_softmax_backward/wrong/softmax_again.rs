//! caught-by: agrees_with_paper
//! message: y is its output already

use nalgebra::DMatrix;

/// Takes y for the sums z.
pub fn softmax_backward(y: &DMatrix<f64>, dy: &DMatrix<f64>) -> DMatrix<f64> {
    let mut dz = dy.clone();
    for (mut dz, z) in dz.column_iter_mut().zip(y.column_iter()) {
        let exponentials = z.map(f64::exp);
        let y = &exponentials / exponentials.sum();
        let mean = y.dot(&dz);
        dz.zip_apply(&y, |dz, y| *dz = y * (*dz - mean));
    }
    dz
}
