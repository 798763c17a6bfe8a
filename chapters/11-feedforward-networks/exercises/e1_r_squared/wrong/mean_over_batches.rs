//! caught-by: an_empty_batch_changes_nothing
//! message: the mean of R² over the batches

/// A batch: predictions, and the target of each.
#[derive(Clone, Debug)]
pub struct Batch {
    /// The predictions.
    pub y: Vec<f64>,
    /// The targets, as many.
    pub t: Vec<f64>,
}

/// Averages over the batches that are not empty.
pub fn r_squared(batches: &[Batch]) -> f64 {
    let batches: Vec<&Batch> = batches.iter().filter(|batch| !batch.t.is_empty()).collect();
    let of_batch = |batch: &&Batch| {
        let mean = batch.t.iter().sum::<f64>() / batch.t.len() as f64;
        let residual: f64 = batch.y.iter().zip(&batch.t).map(|(y, t)| (y - t).powi(2)).sum();
        let total: f64 = batch.t.iter().map(|t| (t - mean).powi(2)).sum();
        if total == 0.0 { f64::from(residual == 0.0) } else { 1.0 - residual / total }
    };
    batches.iter().map(of_batch).sum::<f64>() / batches.len() as f64
}
