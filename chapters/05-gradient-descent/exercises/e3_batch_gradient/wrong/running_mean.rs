//! caught-by: an_index_that_comes_twice_counts_twice
//! message: the last one counts most

/// Averages with what there is so far: the last samples weigh most.
pub fn batch_gradient(per_sample: &[Vec<f64>], batch: &[usize]) -> Vec<f64> {
    let mut mean = per_sample[batch[0]].clone();
    for sample in &batch[1..] {
        for (mean, g) in mean.iter_mut().zip(&per_sample[*sample]) {
            *mean = (*mean + g) / 2.0;
        }
    }
    mean
}
