//! caught-by: targets_may_be_equal_within_each_batch
//! message: each batch's own mean

/// A batch: predictions, and the target of each.
#[derive(Clone, Debug)]
pub struct Batch {
    /// The predictions.
    pub y: Vec<f64>,
    /// The targets, as many.
    pub t: Vec<f64>,
}

/// Takes the mean of each batch.
pub fn r_squared(batches: &[Batch]) -> f64 {
    let (mut residual, mut total) = (0.0, 0.0);
    for Batch { y, t } in batches {
        let mean = t.iter().sum::<f64>() / t.len() as f64;
        residual += y.iter().zip(t).map(|(y, t)| (y - t).powi(2)).sum::<f64>();
        total += t.iter().map(|t| (t - mean).powi(2)).sum::<f64>();
    }
    if total == 0.0 {
        return f64::from(residual == 0.0);
    }
    1.0 - residual / total
}
