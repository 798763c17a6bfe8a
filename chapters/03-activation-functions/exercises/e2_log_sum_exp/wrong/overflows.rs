//! caught-by: large_entries_do_not_overflow
//! message: eᶻ overflows above 709

/// Codes the definition.
pub fn log_sum_exp(z: &[f64]) -> f64 {
    z.iter().map(|z| z.exp()).sum::<f64>().ln()
}

pub fn log_softmax(z: &[f64]) -> Vec<f64> {
    let log_sum = log_sum_exp(z);
    z.iter().map(|z| z - log_sum).collect()
}
