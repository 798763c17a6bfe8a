//! Solution of 1.0.

/// The accuracy of `predictions`, with a true label in `labels` for each; 0 if there are none.
pub fn accuracy(predictions: &[usize], labels: &[usize]) -> f64 {
    // Otherwise this would be 0/0.
    if labels.is_empty() {
        return 0.0;
    }
    let right = predictions.iter().zip(labels).filter(|(p, t)| p == t).count();
    // Converted before the division: the integer quotient would be 0 or 1.
    right as f64 / labels.len() as f64
}
