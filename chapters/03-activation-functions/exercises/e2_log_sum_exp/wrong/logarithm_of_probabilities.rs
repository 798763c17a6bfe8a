//! caught-by: improbable_classes_have_a_finite_logarithm
//! message: the probability is 0 to the last bit

pub fn log_sum_exp(z: &[f64]) -> f64 {
    let max = z.iter().fold(f64::NEG_INFINITY, |max, z| max.max(*z));
    if max == f64::NEG_INFINITY {
        return max;
    }
    max + z.iter().map(|z| (z - max).exp()).sum::<f64>().ln()
}

/// Takes the logarithm of softmax.
pub fn log_softmax(z: &[f64]) -> Vec<f64> {
    let log_sum = log_sum_exp(z);
    z.iter().map(|z| (z - log_sum).exp().ln()).collect()
}
