//! Solution of 5.3.
//!
//! Each sample is in the same fraction B/N of all batches of size B (drawn with replacement: it
//! comes B/N times on average). So on average the sum over a batch is B/N times the sum over all
//! samples: divided by B it is the mean.

/// The gradient of a mini-batch: an unbiased estimate of the mean of all samples' gradients.
pub fn batch_gradient(per_sample: &[Vec<f64>], batch: &[usize]) -> Vec<f64> {
    let mut mean = vec![0.0; per_sample[0].len()];
    for sample in batch {
        // An index that comes twice is added twice.
        for (mean, g) in mean.iter_mut().zip(&per_sample[*sample]) {
            *mean += g / batch.len() as f64;
        }
    }
    mean
}
