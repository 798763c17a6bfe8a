//! caught-by: it_agrees_with_the_slope_that_is_measured
//! message: every sign is turned

use nalgebra::DMatrix;

/// Takes δᵢⱼ − yⱼ the other way round.
pub fn softmax_backward(y: &DMatrix<f64>, dy: &DMatrix<f64>) -> DMatrix<f64> {
    let mut dz = dy.clone();
    for (mut dz, y) in dz.column_iter_mut().zip(y.column_iter()) {
        let mean = y.dot(&dz);
        dz.zip_apply(&y, |dz, y| *dz = y * (mean - *dz));
    }
    dz
}
