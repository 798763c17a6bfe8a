//! Solution of 11.1.

/// A batch: predictions, and the target of each.
#[derive(Clone, Debug)]
pub struct Batch {
    /// The predictions.
    pub y: Vec<f64>,
    /// The targets, as many.
    pub t: Vec<f64>,
}

/// The coefficient of determination of the predictions in all `batches` together.
pub fn r_squared(batches: &[Batch]) -> f64 {
    let targets = || batches.iter().flat_map(|batch| &batch.t);
    // The mean of the whole set is needed before the first square: two passes.
    let mean = targets().sum::<f64>() / targets().count() as f64;
    let total: f64 = targets().map(|t| (t - mean).powi(2)).sum();
    let pairs = batches.iter().flat_map(|batch| batch.y.iter().zip(&batch.t));
    let residual: f64 = pairs.map(|(y, t)| (y - t).powi(2)).sum();
    if total == 0.0 {
        return if residual == 0.0 { 1.0 } else { 0.0 };
    }
    1.0 - residual / total
}
