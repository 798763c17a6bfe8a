//! caught-by: agrees_with_paper
//! message: that is for the average

/// Takes the rule with 1 − μ before the gradient.
pub fn critical_rate(curvature: f64, mu: f64) -> f64 {
    2.0 * (1.0 + mu) / (curvature * (1.0 - mu))
}
