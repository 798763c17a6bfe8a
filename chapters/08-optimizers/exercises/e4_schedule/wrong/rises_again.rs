//! caught-by: beyond_the_end_it_stays_zero
//! message: the cosine rises again

use std::f64::consts::PI;

/// Has no end.
pub fn rate(step: usize, warmup: usize, total: usize, peak: f64) -> f64 {
    if step < warmup {
        return peak * (step + 1) as f64 / warmup as f64;
    }
    let progress = (step - warmup) as f64 / (total - warmup).max(1) as f64;
    if warmup == total {
        return 0.0;
    }
    peak / 2.0 * (1.0 + (PI * progress).cos())
}
