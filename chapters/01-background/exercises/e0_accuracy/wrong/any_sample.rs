//! caught-by: the_order_counts
//! message: of its own sample

/// Looks for the prediction among all labels.
pub fn accuracy(predictions: &[usize], labels: &[usize]) -> f64 {
    if labels.is_empty() {
        return 0.0;
    }
    let right = predictions.iter().filter(|p| labels.contains(p)).count();
    right as f64 / labels.len() as f64
}
