//! caught-by: the_gradient_is_the_one_that_is_measured
//! message: that is the gradient with respect to the probabilities

/// Derives −ln p with respect to p.
pub fn cross_entropy(z: &[f64], class: usize) -> (f64, Vec<f64>) {
    let max = z.iter().fold(f64::NEG_INFINITY, |max, z| max.max(*z));
    let log_sum = max + z.iter().map(|z| (z - max).exp()).sum::<f64>().ln();
    let mut gradient = vec![0.0; z.len()];
    gradient[class] = -1.0 / (z[class] - log_sum).exp();
    (log_sum - z[class], gradient)
}
