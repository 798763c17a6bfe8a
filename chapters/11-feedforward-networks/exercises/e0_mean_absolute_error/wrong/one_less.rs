//! caught-by: agrees_with_paper
//! message: not by N − 1

/// Divides as for a variance.
pub fn mean_absolute_error(y: &[f64], t: &[f64]) -> f64 {
    y.iter().zip(t).map(|(y, t)| (y - t).abs()).sum::<f64>() / (t.len() - 1) as f64
}
