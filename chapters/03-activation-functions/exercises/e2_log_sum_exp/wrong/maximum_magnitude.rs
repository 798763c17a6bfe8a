//! caught-by: the_maximum_may_stand_anywhere
//! message: subtract the maximum of the slice first, whatever its sign

/// Subtracts the maximum magnitude.
pub fn log_sum_exp(z: &[f64]) -> f64 {
    let max = z.iter().filter(|z| z.is_finite()).fold(0.0f64, |max, z| max.max(z.abs()));
    max + z.iter().map(|z| (z - max).exp()).sum::<f64>().ln()
}

pub fn log_softmax(z: &[f64]) -> Vec<f64> {
    let log_sum = log_sum_exp(z);
    z.iter().map(|z| z - log_sum).collect()
}
