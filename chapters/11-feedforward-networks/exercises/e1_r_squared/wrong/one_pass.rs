//! caught-by: targets_far_from_zero_keep_their_digits
//! message: subtract the mean before you square

/// A batch: predictions, and the target of each.
#[derive(Clone, Debug)]
pub struct Batch {
    /// The predictions.
    pub y: Vec<f64>,
    /// The targets, as many.
    pub t: Vec<f64>,
}

/// Needs one pass, and loses the digits.
pub fn r_squared(batches: &[Batch]) -> f64 {
    let y = batches.iter().flat_map(|batch| batch.y.clone()).collect::<Vec<_>>();
    let t = batches.iter().flat_map(|batch| batch.t.clone()).collect::<Vec<_>>();
    let residual: f64 = y.iter().zip(&t).map(|(y, t)| (y - t).powi(2)).sum();
    let n = t.len() as f64;
    let mean = t.iter().sum::<f64>() / n;
    let total = t.iter().map(|t| t * t).sum::<f64>() - n * mean * mean;
    if total == 0.0 {
        return f64::from(residual == 0.0);
    }
    1.0 - residual / total
}
