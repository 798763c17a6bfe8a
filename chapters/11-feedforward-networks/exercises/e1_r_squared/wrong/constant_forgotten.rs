//! caught-by: equal_targets_have_one_or_zero
//! message: something is divided by 0

/// A batch: predictions, and the target of each.
#[derive(Clone, Debug)]
pub struct Batch {
    /// The predictions.
    pub y: Vec<f64>,
    /// The targets, as many.
    pub t: Vec<f64>,
}

/// Divides always.
pub fn r_squared(batches: &[Batch]) -> f64 {
    let y = batches.iter().flat_map(|batch| batch.y.clone()).collect::<Vec<_>>();
    let t = batches.iter().flat_map(|batch| batch.t.clone()).collect::<Vec<_>>();
    let residual: f64 = y.iter().zip(&t).map(|(y, t)| (y - t).powi(2)).sum();
    let mean = t.iter().sum::<f64>() / t.len() as f64;
    let total: f64 = t.iter().map(|t| (t - mean).powi(2)).sum();
    1.0 - residual / total
}
