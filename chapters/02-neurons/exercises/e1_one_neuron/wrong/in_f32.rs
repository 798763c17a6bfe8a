//! caught-by: every_digit_counts
//! message: The last digits are lost: is there an f32 on the way?

/// Adds in `f32`.
pub fn weighted_sum(w: &[f64], b: f64, x: &[f64]) -> f64 {
    let products = w.iter().zip(x).map(|(w, x)| (w * x) as f32);
    f64::from(products.sum::<f32>() + b as f32)
}

pub fn output(w: &[f64], b: f64, x: &[f64]) -> f64 {
    if weighted_sum(w, b, x) >= 0.0 { 1.0 } else { 0.0 }
}
