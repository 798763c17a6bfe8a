//! caught-by: the_warm_up_is_a_line
//! message: the first step has no rate

use std::f64::consts::PI;

/// Counts from 0 in the warm-up as well.
pub fn rate(step: usize, warmup: usize, total: usize, peak: f64) -> f64 {
    if step < warmup {
        return peak * step as f64 / warmup as f64;
    }
    if step >= total {
        return 0.0;
    }
    let progress = (step - warmup) as f64 / (total - warmup) as f64;
    peak / 2.0 * (1.0 + (PI * progress).cos())
}
