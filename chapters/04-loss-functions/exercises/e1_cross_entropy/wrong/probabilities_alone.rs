//! caught-by: it_agrees_with_pytorch
//! message: 1 is to be subtracted at the true class

/// Takes the probabilities for the gradient.
pub fn cross_entropy(z: &[f64], class: usize) -> (f64, Vec<f64>) {
    let max = z.iter().fold(f64::NEG_INFINITY, |max, z| max.max(*z));
    let log_sum = max + z.iter().map(|z| (z - max).exp()).sum::<f64>().ln();
    (log_sum - z[class], z.iter().map(|z| (z - log_sum).exp()).collect())
}
