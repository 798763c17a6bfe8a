//! caught-by: agrees_with_paper
//! message: momentum allows larger rates here, not smaller ones

/// Divides by what a long slope makes of the velocity.
pub fn critical_rate(curvature: f64, mu: f64) -> f64 {
    2.0 * (1.0 - mu) / curvature
}
