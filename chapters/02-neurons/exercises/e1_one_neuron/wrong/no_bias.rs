//! caught-by: agrees_with_paper
//! message: The bias is missing.

/// Forgets the bias.
pub fn weighted_sum(w: &[f64], _b: f64, x: &[f64]) -> f64 {
    w.iter().zip(x).map(|(w, x)| w * x).sum()
}

pub fn output(w: &[f64], b: f64, x: &[f64]) -> f64 {
    if weighted_sum(w, b, x) >= 0.0 { 1.0 } else { 0.0 }
}
