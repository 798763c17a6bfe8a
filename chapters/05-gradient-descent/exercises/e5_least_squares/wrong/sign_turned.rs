//! caught-by: agrees_with_paper
//! message: the error is y − t, not t − y

use nalgebra::{DMatrix, DVector};

/// Takes the error the other way round.
pub fn gradient(
    x: &DMatrix<f64>,
    t: &DVector<f64>,
    w: &DVector<f64>,
    b: f64,
) -> (DVector<f64>, f64) {
    let error = t - x.tr_mul(w).add_scalar(b);
    let dy = error * (2.0 / t.len() as f64);
    (x * &dy, dy.sum())
}
