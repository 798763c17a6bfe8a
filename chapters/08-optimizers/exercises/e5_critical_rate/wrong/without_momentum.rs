//! caught-by: above_it_descent_diverges
//! message: the rate is too small

/// Forgets momentum.
pub fn critical_rate(curvature: f64, mu: f64) -> f64 {
    let _ = mu;
    2.0 / curvature
}
