//! caught-by: the_warm_up_is_a_line
//! message: an integer division

use std::f64::consts::PI;

/// Divides integers.
pub fn rate(step: usize, warmup: usize, total: usize, peak: f64) -> f64 {
    if step < warmup {
        return peak * ((step + 1) / warmup) as f64;
    }
    if step >= total {
        return 0.0;
    }
    let progress = (step - warmup) as f64 / (total - warmup) as f64;
    peak / 2.0 * (1.0 + (PI * progress).cos())
}
