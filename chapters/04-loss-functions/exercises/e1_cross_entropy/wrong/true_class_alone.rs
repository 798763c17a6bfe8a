//! caught-by: the_gradient_is_the_one_that_is_measured
//! message: the other classes have a gradient as well

/// Gives a gradient to the true class alone.
pub fn cross_entropy(z: &[f64], class: usize) -> (f64, Vec<f64>) {
    let max = z.iter().fold(f64::NEG_INFINITY, |max, z| max.max(*z));
    let log_sum = max + z.iter().map(|z| (z - max).exp()).sum::<f64>().ln();
    let mut gradient = vec![0.0; z.len()];
    gradient[class] = (z[class] - log_sum).exp() - 1.0;
    (log_sum - z[class], gradient)
}
