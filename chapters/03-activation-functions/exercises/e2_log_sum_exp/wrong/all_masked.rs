//! caught-by: where_all_are_masked_the_logarithm_is_minus_infinity
//! message: −∞ − (−∞) is NaN

/// Subtracts −∞ where everything is masked.
pub fn log_sum_exp(z: &[f64]) -> f64 {
    let max = z.iter().fold(f64::NEG_INFINITY, |max, z| max.max(*z));
    max + z.iter().map(|z| (z - max).exp()).sum::<f64>().ln()
}

pub fn log_softmax(z: &[f64]) -> Vec<f64> {
    let log_sum = log_sum_exp(z);
    z.iter().map(|z| z - log_sum).collect()
}
