//! caught-by: without_samples_it_is_zero
//! message: 0/0 is NaN

/// Divides by 0.
pub fn accuracy(predictions: &[usize], labels: &[usize]) -> f64 {
    let right = predictions.iter().zip(labels).filter(|(p, t)| p == t).count();
    right as f64 / labels.len() as f64
}
