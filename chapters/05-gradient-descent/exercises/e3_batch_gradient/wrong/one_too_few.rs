//! caught-by: over_all_subsets_it_is_unbiased
//! message: not all elements are finite

/// Divides by B − 1, as a variance is.
pub fn batch_gradient(per_sample: &[Vec<f64>], batch: &[usize]) -> Vec<f64> {
    let mut mean = vec![0.0; per_sample[0].len()];
    for sample in batch {
        for (mean, g) in mean.iter_mut().zip(&per_sample[*sample]) {
            *mean += g / (batch.len() as f64 - 1.0);
        }
    }
    mean
}
