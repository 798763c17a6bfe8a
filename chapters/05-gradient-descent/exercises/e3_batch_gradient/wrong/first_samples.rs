//! caught-by: agrees_with_paper
//! message: those are the first samples

/// Takes as many samples as the batch has, but not those of the batch.
pub fn batch_gradient(per_sample: &[Vec<f64>], batch: &[usize]) -> Vec<f64> {
    let mut mean = vec![0.0; per_sample[0].len()];
    for sample in 0..batch.len() {
        for (mean, g) in mean.iter_mut().zip(&per_sample[sample]) {
            *mean += g / batch.len() as f64;
        }
    }
    mean
}
