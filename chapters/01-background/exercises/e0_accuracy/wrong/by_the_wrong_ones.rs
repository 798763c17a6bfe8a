//! caught-by: agrees_with_paper
//! message: that is divided by the number of wrong predictions

/// Divides by the number of wrong predictions.
pub fn accuracy(predictions: &[usize], labels: &[usize]) -> f64 {
    if labels.is_empty() {
        return 0.0;
    }
    let right = predictions.iter().zip(labels).filter(|(p, t)| p == t).count();
    right as f64 / (labels.len() - right).max(1) as f64
}
