//! caught-by: log_softmax_agrees_with_paper
//! message: only the maximum was subtracted

pub fn log_sum_exp(z: &[f64]) -> f64 {
    let max = z.iter().fold(f64::NEG_INFINITY, |max, z| max.max(*z));
    if max == f64::NEG_INFINITY {
        return max;
    }
    max + z.iter().map(|z| (z - max).exp()).sum::<f64>().ln()
}

/// Shifts by the maximum, and takes that for all.
pub fn log_softmax(z: &[f64]) -> Vec<f64> {
    let max = z.iter().fold(f64::NEG_INFINITY, |max, z| max.max(*z));
    z.iter().map(|z| z - max).collect()
}
