//! caught-by: agrees_with_paper
//! message: it is left where a root is at z = −1

/// Drops the 2.
pub fn critical_rate(curvature: f64, mu: f64) -> f64 {
    (1.0 + mu) / curvature
}
