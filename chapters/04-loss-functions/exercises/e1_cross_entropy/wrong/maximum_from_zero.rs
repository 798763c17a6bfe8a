//! caught-by: very_negative_logits_do_not_vanish
//! message: a search for it that begins at 0

/// Begins the search for the maximum at 0.
pub fn cross_entropy(z: &[f64], class: usize) -> (f64, Vec<f64>) {
    let max = z.iter().fold(0.0_f64, |max, z| max.max(*z));
    let log_sum = max + z.iter().map(|z| (z - max).exp()).sum::<f64>().ln();
    let mut gradient: Vec<f64> = z.iter().map(|z| (z - log_sum).exp()).collect();
    gradient[class] -= 1.0;
    (log_sum - z[class], gradient)
}
