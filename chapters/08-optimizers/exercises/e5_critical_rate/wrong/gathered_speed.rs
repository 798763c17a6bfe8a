//! caught-by: below_it_descent_converges
//! message: the rate is too large

/// Multiplies by it.
pub fn critical_rate(curvature: f64, mu: f64) -> f64 {
    2.0 / (curvature * (1.0 - mu))
}
