//! caught-by: too_high_and_too_low_count_the_same
//! message: these are the differences

/// Forgets the square.
pub fn mean_squared_error(y: &[f64], t: &[f64]) -> f64 {
    y.iter().zip(t).map(|(y, t)| y - t).sum::<f64>() / y.len() as f64
}
