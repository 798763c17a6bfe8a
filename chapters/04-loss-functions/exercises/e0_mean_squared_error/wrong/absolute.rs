//! caught-by: agrees_with_paper
//! message: that is the mean absolute error

/// Takes the magnitude in place of the square.
pub fn mean_squared_error(y: &[f64], t: &[f64]) -> f64 {
    y.iter().zip(t).map(|(y, t)| (y - t).abs()).sum::<f64>() / y.len() as f64
}
