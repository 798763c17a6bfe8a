//! caught-by: an_index_that_comes_twice_counts_twice
//! message: an index that comes twice is to be counted twice

use std::collections::BTreeSet;

/// Makes a set of the batch.
pub fn batch_gradient(per_sample: &[Vec<f64>], batch: &[usize]) -> Vec<f64> {
    let batch: BTreeSet<usize> = batch.iter().copied().collect();
    let mut mean = vec![0.0; per_sample[0].len()];
    for sample in &batch {
        for (mean, g) in mean.iter_mut().zip(&per_sample[*sample]) {
            *mean += g / batch.len() as f64;
        }
    }
    mean
}
