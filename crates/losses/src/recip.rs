//! The divisor of a mean, which may be 0.

/// `1/x`, and 0 for 0: the mean of nothing is taken as 0.
pub(crate) fn safe_recip(x: f64) -> f64 {
    if x == 0.0 { 0.0 } else { 1.0 / x }
}
