//! caught-by: it_fires_on_the_line
//! message: z = 0.0 lies on the line, which belongs to the side that fires

pub fn weighted_sum(w: &[f64], b: f64, x: &[f64]) -> f64 {
    w.iter().zip(x).map(|(w, x)| w * x).sum::<f64>() + b
}

/// Compares with `>`.
pub fn output(w: &[f64], b: f64, x: &[f64]) -> f64 {
    if weighted_sum(w, b, x) > 0.0 { 1.0 } else { 0.0 }
}
