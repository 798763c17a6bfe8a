//! caught-by: agrees_with_paper
//! message: before they are added

/// Takes the absolute value too late.
pub fn mean_absolute_error(y: &[f64], t: &[f64]) -> f64 {
    (y.iter().zip(t).map(|(y, t)| y - t).sum::<f64>() / t.len() as f64).abs()
}
