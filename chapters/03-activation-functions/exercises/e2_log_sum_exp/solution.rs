//! Solution of 3.2.
//!
//! Σⱼ e^zⱼ = e^m·Σⱼ e^(zⱼ − m) for every m, so lse(z) = m + ln Σⱼ e^(zⱼ − m). With m = max z every
//! exponent is at most 0, so that nothing overflows, and one is 0, so that the sum is at least 1 and
//! its logarithm finite. What underflows is less than the last digit of that 1.

/// The logarithm of the sum of the exponentials of these sums; −∞ where there are none.
pub fn log_sum_exp(z: &[f64]) -> f64 {
    // From −∞ on, not from 0: all may be negative.
    let max = z.iter().fold(f64::NEG_INFINITY, |max, z| max.max(*z));
    if max == f64::NEG_INFINITY {
        // Empty, or all masked: −∞ − (−∞) would be NaN.
        return max;
    }
    max + z.iter().map(|z| (z - max).exp()).sum::<f64>().ln()
}

/// The logarithms of the probabilities that softmax gives for one sample, −∞ for what is masked.
pub fn log_softmax(z: &[f64]) -> Vec<f64> {
    // A masked entry is −∞ minus something finite, which is −∞ again.
    let log_sum = log_sum_exp(z);
    z.iter().map(|z| z - log_sum).collect()
}
