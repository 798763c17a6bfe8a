//! caught-by: agrees_with_paper
//! message: this is the sum

/// Forgets the mean.
pub fn mean_absolute_error(y: &[f64], t: &[f64]) -> f64 {
    y.iter().zip(t).map(|(y, t)| (y - t).abs()).sum()
}
