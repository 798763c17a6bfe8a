//! caught-by: agrees_with_paper
//! message: that is the number of right predictions

/// Does not divide.
pub fn accuracy(predictions: &[usize], labels: &[usize]) -> f64 {
    if labels.is_empty() {
        return 0.0;
    }
    let right = predictions.iter().zip(labels).filter(|(p, t)| p == t).count();
    right as f64
}
