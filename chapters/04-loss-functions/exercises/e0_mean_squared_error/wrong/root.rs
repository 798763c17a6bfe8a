//! caught-by: agrees_with_paper
//! message: that is the root of it

/// Takes the root of the mean squared error.
pub fn mean_squared_error(y: &[f64], t: &[f64]) -> f64 {
    (y.iter().zip(t).map(|(y, t)| (y - t).powi(2)).sum::<f64>() / y.len() as f64).sqrt()
}
