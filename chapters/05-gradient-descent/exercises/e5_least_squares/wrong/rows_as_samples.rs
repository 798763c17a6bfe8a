//! caught-by: columns_are_the_samples
//! message: the rows of X were taken for the samples

use nalgebra::{DMatrix, DVector};

/// Has one row for each sample.
pub fn gradient(
    x: &DMatrix<f64>,
    t: &DVector<f64>,
    w: &DVector<f64>,
    b: f64,
) -> (DVector<f64>, f64) {
    let error = (x * w).add_scalar(b) - t;
    let dy = error * (2.0 / t.len() as f64);
    (x.tr_mul(&dy), dy.sum())
}
