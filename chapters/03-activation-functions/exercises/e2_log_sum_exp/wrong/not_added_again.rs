//! caught-by: agrees_with_paper
//! message: the maximum was subtracted, but not added again

/// Forgets that what is taken out of the sum is a factor of it.
pub fn log_sum_exp(z: &[f64]) -> f64 {
    let max = z.iter().fold(f64::NEG_INFINITY, |max, z| max.max(*z));
    z.iter().map(|z| (z - max).exp()).sum::<f64>().ln()
}

pub fn log_softmax(z: &[f64]) -> Vec<f64> {
    let log_sum = log_sum_exp(z);
    z.iter().map(|z| z - log_sum).collect()
}
