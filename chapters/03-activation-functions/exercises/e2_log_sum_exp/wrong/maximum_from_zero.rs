//! caught-by: very_negative_entries_do_not_vanish
//! message: a search for it that begins at 0

/// Begins the search for the maximum at 0.
pub fn log_sum_exp(z: &[f64]) -> f64 {
    let max = z.iter().fold(0.0f64, |max, z| max.max(*z));
    max + z.iter().map(|z| (z - max).exp()).sum::<f64>().ln()
}

pub fn log_softmax(z: &[f64]) -> Vec<f64> {
    let log_sum = log_sum_exp(z);
    z.iter().map(|z| z - log_sum).collect()
}
