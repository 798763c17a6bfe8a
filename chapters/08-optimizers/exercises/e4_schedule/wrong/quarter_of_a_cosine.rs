//! caught-by: agrees_with_paper
//! message: a quarter of a cosine

use std::f64::consts::PI;

/// Goes from 1 to 0, not from 1 to −1.
pub fn rate(step: usize, warmup: usize, total: usize, peak: f64) -> f64 {
    if step < warmup {
        return peak * (step + 1) as f64 / warmup as f64;
    }
    if step >= total {
        return 0.0;
    }
    let progress = (step - warmup) as f64 / (total - warmup) as f64;
    peak * (PI / 2.0 * progress).cos()
}
