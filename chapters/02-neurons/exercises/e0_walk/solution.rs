//! Solution of 2.0.

/// The weighted sum `z = w₁·x₁ + w₂·x₂ + w₃·x₃ + b`.
pub fn weighted_sum(w: [f64; 3], b: f64, x: [f64; 3]) -> f64 {
    // A product for each input; the bias has no input, and is added as it is.
    w[0] * x[0] + w[1] * x[1] + w[2] * x[2] + b
}
