//! caught-by: agrees_with_paper
//! message: two integers were divided

/// Divides integers.
pub fn accuracy(predictions: &[usize], labels: &[usize]) -> f64 {
    if labels.is_empty() {
        return 0.0;
    }
    let right = predictions.iter().zip(labels).filter(|(p, t)| p == t).count();
    (right / labels.len()) as f64
}
