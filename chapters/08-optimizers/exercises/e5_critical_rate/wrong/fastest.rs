//! caught-by: agrees_with_paper
//! message: the two roots meet

/// Takes the rate at which the roots become real.
pub fn critical_rate(curvature: f64, mu: f64) -> f64 {
    (1.0 + mu.sqrt()).powi(2) / curvature
}
