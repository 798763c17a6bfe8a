//! caught-by: agrees_with_paper
//! message: every sign is turned

/// Takes the difference the other way round.
pub fn cross_entropy(z: &[f64], class: usize) -> (f64, Vec<f64>) {
    let max = z.iter().fold(f64::NEG_INFINITY, |max, z| max.max(*z));
    let log_sum = max + z.iter().map(|z| (z - max).exp()).sum::<f64>().ln();
    let mut gradient: Vec<f64> = z.iter().map(|z| -(z - log_sum).exp()).collect();
    gradient[class] += 1.0;
    (log_sum - z[class], gradient)
}
