//! caught-by: without_samples_it_is_zero
//! message: nothing was shown to be right

/// Takes nothing for all of nothing.
pub fn accuracy(predictions: &[usize], labels: &[usize]) -> f64 {
    if labels.is_empty() {
        return 1.0;
    }
    let right = predictions.iter().zip(labels).filter(|(p, t)| p == t).count();
    right as f64 / labels.len() as f64
}
