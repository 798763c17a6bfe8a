//! caught-by: differences_of_opposite_signs_do_not_cancel
//! message: square each first

/// Squares the mean of the differences.
pub fn mean_squared_error(y: &[f64], t: &[f64]) -> f64 {
    (y.iter().zip(t).map(|(y, t)| y - t).sum::<f64>() / y.len() as f64).powi(2)
}
