//! Solution of 4.1.
//!
//! ln p_t = ln(e^z_t / Σⱼ e^zⱼ) = z_t − lse(z), so L = lse(z) − z_t: the logarithm undoes the
//! exponential of the true class, and no probability is needed. lse(z) = m + ln Σⱼ e^(zⱼ − m) with
//! m = max z, so that every exponent is at most 0, and one of them is 0.

/// The cross-entropy loss of one sample, and its gradient with respect to the logits `z`.
pub fn cross_entropy(z: &[f64], class: usize) -> (f64, Vec<f64>) {
    // From −∞ on, not from 0: all may be negative.
    let max = z.iter().fold(f64::NEG_INFINITY, |max, z| max.max(*z));
    let log_sum = max + z.iter().map(|z| (z - max).exp()).sum::<f64>().ln();
    // The probabilities by their logarithms, which are at most 0. One below 1e-323 rounds to 0: that
    // is exact enough for the gradient, but −ln 0 would make the loss infinite.
    let mut gradient: Vec<f64> = z.iter().map(|z| (z - log_sum).exp()).collect();
    gradient[class] -= 1.0;
    (log_sum - z[class], gradient)
}
