//! caught-by: agrees_with_paper
//! message: the cosine was spread over all steps

use std::f64::consts::PI;

/// Divides by the wrong length.
pub fn rate(step: usize, warmup: usize, total: usize, peak: f64) -> f64 {
    if step < warmup {
        return peak * (step + 1) as f64 / warmup as f64;
    }
    if step >= total {
        return 0.0;
    }
    let progress = (step - warmup) as f64 / total as f64;
    peak / 2.0 * (1.0 + (PI * progress).cos())
}
