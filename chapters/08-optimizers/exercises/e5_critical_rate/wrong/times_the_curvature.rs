//! caught-by: agrees_with_paper
//! message: in inverse proportion to the curvature

/// Multiplies.
pub fn critical_rate(curvature: f64, mu: f64) -> f64 {
    2.0 * (1.0 + mu) * curvature
}
