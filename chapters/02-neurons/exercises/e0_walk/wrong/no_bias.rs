//! caught-by: without_evidence_the_bias_remains
//! message: The bias is missing.

/// Forgets the bias.
pub fn weighted_sum(w: [f64; 3], _b: f64, x: [f64; 3]) -> f64 {
    w[0] * x[0] + w[1] * x[1] + w[2] * x[2]
}
