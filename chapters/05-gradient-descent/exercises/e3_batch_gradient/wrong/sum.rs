//! caught-by: over_many_random_batches_it_is_nearly_right
//! message: that is B times as much

/// Forgets to divide.
pub fn batch_gradient(per_sample: &[Vec<f64>], batch: &[usize]) -> Vec<f64> {
    let mut mean = vec![0.0; per_sample[0].len()];
    for sample in batch {
        for (mean, g) in mean.iter_mut().zip(&per_sample[*sample]) {
            *mean += g;
        }
    }
    mean
}
