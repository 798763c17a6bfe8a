//! caught-by: thirds_are_not_rounded
//! message: that is in per cent

/// Gives per cent.
pub fn accuracy(predictions: &[usize], labels: &[usize]) -> f64 {
    if labels.is_empty() {
        return 0.0;
    }
    let right = predictions.iter().zip(labels).filter(|(p, t)| p == t).count();
    100.0 * right as f64 / labels.len() as f64
}
