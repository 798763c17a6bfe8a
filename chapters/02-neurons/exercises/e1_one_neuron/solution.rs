//! Solution of 2.1.

/// The weighted sum `z = w₁·x₁ + … + wₙ·xₙ + b`.
pub fn weighted_sum(w: &[f64], b: f64, x: &[f64]) -> f64 {
    // `zip` walks both slices together, so no index can be out of bounds. The bias stands outside
    // the sum: it is added once.
    w.iter().zip(x).map(|(w, x)| w * x).sum::<f64>() + b
}

/// The neuron's output `y`: 1 if `z ≥ 0`, else 0.
pub fn output(w: &[f64], b: f64, x: &[f64]) -> f64 {
    if weighted_sum(w, b, x) >= 0.0 { 1.0 } else { 0.0 }
}
