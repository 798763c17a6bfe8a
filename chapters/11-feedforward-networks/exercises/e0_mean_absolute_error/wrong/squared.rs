//! caught-by: agrees_with_paper
//! message: the mean squared error

/// Squares.
pub fn mean_absolute_error(y: &[f64], t: &[f64]) -> f64 {
    y.iter().zip(t).map(|(y, t)| (y - t).powi(2)).sum::<f64>() / t.len() as f64
}
