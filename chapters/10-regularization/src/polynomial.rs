//! Polynomials through points, by least squares.

use nalgebra::{DMatrix, DVector};

// ANCHOR: polynomial
/// The coefficients of the polynomial of this degree with the minimum squared error at the points,
/// the constant first.
///
/// ```
/// let w = ch10::fit_polynomial(&[-1.0, 0.0, 1.0], &[2.0, 1.0, 2.0], 2);
/// assert!((w[0] - 1.0).abs() < 1e-12 && w[1].abs() < 1e-12 && (w[2] - 1.0).abs() < 1e-12);
/// ```
pub fn fit_polynomial(x: &[f64], y: &[f64], degree: usize) -> Vec<f64> {
    let powers =
        DMatrix::from_fn(x.len(), degree + 1, |sample, power| x[sample].powi(power as i32));
    let svd = powers.svd(true, true);
    let w = svd.solve(&DVector::from_column_slice(y), 1e-12).expect("both factors were computed");
    w.as_slice().to_vec()
}
// ANCHOR_END: polynomial

/// The value of the polynomial with these coefficients, by Horner's rule.
///
/// ```
/// assert_eq!(ch10::polynomial(&[1.0, 0.0, 2.0], 3.0), 19.0);
/// ```
pub fn polynomial(w: &[f64], x: f64) -> f64 {
    w.iter().rev().fold(0.0, |sum, w| sum * x + w)
}
