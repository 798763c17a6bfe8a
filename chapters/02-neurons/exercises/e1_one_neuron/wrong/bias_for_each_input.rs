//! caught-by: the_sum_agrees_with_paper
//! message: The bias counts once, not once for each input.

/// Adds the bias inside the sum.
pub fn weighted_sum(w: &[f64], b: f64, x: &[f64]) -> f64 {
    w.iter().zip(x).map(|(w, x)| w * x + b).sum()
}

pub fn answer(w: &[f64], b: f64, x: &[f64]) -> f64 {
    if weighted_sum(w, b, x) >= 0.0 { 1.0 } else { 0.0 }
}
