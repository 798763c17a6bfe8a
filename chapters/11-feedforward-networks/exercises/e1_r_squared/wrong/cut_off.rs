//! caught-by: predictions_that_are_all_too_high_are_worse
//! message: cut off at 0

/// A batch: predictions, and the target of each.
#[derive(Clone, Debug)]
pub struct Batch {
    /// The predictions.
    pub y: Vec<f64>,
    /// The targets, as many.
    pub t: Vec<f64>,
}

/// Lets nothing be worse than the mean.
pub fn r_squared(batches: &[Batch]) -> f64 {
    let y = batches.iter().flat_map(|batch| batch.y.clone()).collect::<Vec<_>>();
    let t = batches.iter().flat_map(|batch| batch.t.clone()).collect::<Vec<_>>();
    let residual: f64 = y.iter().zip(&t).map(|(y, t)| (y - t).powi(2)).sum();
    let mean = t.iter().sum::<f64>() / t.len() as f64;
    let total: f64 = t.iter().map(|t| (t - mean).powi(2)).sum();
    if total == 0.0 {
        return f64::from(residual == 0.0);
    }
    (1.0 - residual / total).max(0.0)
}
