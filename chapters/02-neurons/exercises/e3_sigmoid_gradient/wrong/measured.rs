//! caught-by: agrees_with_paper
//! message: this is close, but not exact: is it a slope that was measured

use nalgebra::{DMatrix, DVector};
use numeric::central_difference;

fn loss(w: &DVector<f64>, b: f64, x: &DMatrix<f64>, t: &DVector<f64>) -> f64 {
    let z = x.tr_mul(w).add_scalar(b);
    z.zip_map(t, |z, t| z.max(0.0) - t * z + (-z.abs()).exp().ln_1p()).mean()
}

/// Measures the slopes in place of deriving them.
pub fn gradient(
    w: &DVector<f64>,
    b: f64,
    x: &DMatrix<f64>,
    t: &DVector<f64>,
) -> (DVector<f64>, f64) {
    let slope = |i: usize| {
        let moved = |wi| {
            let mut w = w.clone();
            w[i] = wi;
            loss(&w, b, x, t)
        };
        central_difference(moved, w[i], 1e-5)
    };
    let dw = DVector::from_fn(w.len(), |i, _| slope(i));
    (dw, central_difference(|b| loss(w, b, x, t), b, 1e-5))
}
