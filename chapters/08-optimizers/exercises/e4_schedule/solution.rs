//! Solution of 8.4.

use std::f64::consts::PI;

/// The learning rate of step `step`, counted from 0: a linear rise to `peak` in `warmup` steps, then
/// half a cosine down to 0 at step `total`, and 0 from there on.
pub fn rate(step: usize, warmup: usize, total: usize, peak: f64) -> f64 {
    if step < warmup {
        // Both as f64 before the division: as integers the quotient would be 0, or 1.
        peak * (step + 1) as f64 / warmup as f64
    } else if step < total {
        // Here total > warmup, so nothing is divided by 0.
        let progress = (step - warmup) as f64 / (total - warmup) as f64;
        peak / 2.0 * (1.0 + (PI * progress).cos())
    } else {
        // Beyond the end the cosine would rise again.
        0.0
    }
}
