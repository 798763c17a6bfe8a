//! Solution of 11.0.

/// The mean absolute error of the predictions `y` for the targets `t`.
pub fn mean_absolute_error(y: &[f64], t: &[f64]) -> f64 {
    // Without the absolute value, errors of different sign would cancel.
    let total: f64 = y.iter().zip(t).map(|(y, t)| (y - t).abs()).sum();
    total / t.len() as f64
}
