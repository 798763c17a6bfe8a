//! caught-by: with_nothing_but_warm_up_it_ends_at_zero
//! message: 0/0

use std::f64::consts::PI;

/// Takes the minimum of the progress and 1, and NaN where there is no way to go.
pub fn rate(step: usize, warmup: usize, total: usize, peak: f64) -> f64 {
    if step < warmup {
        return peak * (step + 1) as f64 / warmup as f64;
    }
    let progress = (step - warmup) as f64 / (total - warmup) as f64;
    peak / 2.0 * (1.0 + (PI * progress.clamp(0.0, 1.0)).cos())
}
