//! caught-by: an_empty_slice_has_the_sum_zero
//! message: an index is past the end

/// Begins the search for the maximum with the first entry, which an empty slice has not.
pub fn log_sum_exp(z: &[f64]) -> f64 {
    let max = z.iter().fold(z[0], |max, z| max.max(*z));
    if max == f64::NEG_INFINITY {
        return max;
    }
    max + z.iter().map(|z| (z - max).exp()).sum::<f64>().ln()
}

pub fn log_softmax(z: &[f64]) -> Vec<f64> {
    let log_sum = log_sum_exp(z);
    z.iter().map(|z| z - log_sum).collect()
}
