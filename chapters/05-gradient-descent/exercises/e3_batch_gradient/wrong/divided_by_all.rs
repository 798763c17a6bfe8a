//! caught-by: over_all_subsets_it_is_unbiased
//! message: it is B/N times the gradient of all samples

/// Divides by the number of all samples.
pub fn batch_gradient(per_sample: &[Vec<f64>], batch: &[usize]) -> Vec<f64> {
    let mut mean = vec![0.0; per_sample[0].len()];
    for sample in batch {
        for (mean, g) in mean.iter_mut().zip(&per_sample[*sample]) {
            *mean += g / per_sample.len() as f64;
        }
    }
    mean
}
