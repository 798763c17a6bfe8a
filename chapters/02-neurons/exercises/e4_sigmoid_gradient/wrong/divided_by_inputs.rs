//! caught-by: it_agrees_with_the_slope_that_is_measured
//! message: the mean is over the samples, which are the columns of x, not its rows

use nalgebra::{DMatrix, DVector};

/// Divides by the number of inputs: rows are not samples.
pub fn gradient(
    w: &DVector<f64>,
    b: f64,
    x: &DMatrix<f64>,
    t: &DVector<f64>,
) -> (DVector<f64>, f64) {
    let z = x.tr_mul(w).add_scalar(b);
    let y = z.map(|z| 1.0 / (1.0 + (-z).exp()));
    let dz = (y - t) / x.nrows() as f64;
    (x * &dz, dz.sum())
}
