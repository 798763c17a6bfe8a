//! caught-by: over_all_draws_with_replacement_it_is_unbiased
//! message: also one that comes twice in a batch

/// Asks of each sample whether it is in the batch.
pub fn batch_gradient(per_sample: &[Vec<f64>], batch: &[usize]) -> Vec<f64> {
    let mut mean = vec![0.0; per_sample[0].len()];
    for sample in (0..per_sample.len()).filter(|sample| batch.contains(sample)) {
        for (mean, g) in mean.iter_mut().zip(&per_sample[sample]) {
            *mean += g / batch.len() as f64;
        }
    }
    mean
}
