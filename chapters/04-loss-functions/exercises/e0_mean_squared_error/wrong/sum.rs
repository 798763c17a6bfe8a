//! caught-by: agrees_with_paper
//! message: that is the sum

/// Forgets to divide.
pub fn mean_squared_error(y: &[f64], t: &[f64]) -> f64 {
    y.iter().zip(t).map(|(y, t)| (y - t).powi(2)).sum()
}
