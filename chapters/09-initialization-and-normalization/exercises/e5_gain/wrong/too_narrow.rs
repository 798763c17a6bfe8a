//! caught-by: what_grows_fast_needs_a_wide_range
//! message: do they reach from −12 to 12

use std::f64::consts::TAU;

/// Stops at ±5.
pub fn gain(phi: impl Fn(f64) -> f64) -> f64 {
    let points = || (-5_000..=5_000).map(|k| f64::from(k) * 0.001);
    let density = |z: f64| (-z * z / 2.0).exp() / TAU.sqrt();
    let mean_square = 0.001 * points().map(|z| phi(z).powi(2) * density(z)).sum::<f64>();
    1.0 / mean_square.sqrt()
}
