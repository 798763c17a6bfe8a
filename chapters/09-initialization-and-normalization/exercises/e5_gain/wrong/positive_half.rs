//! caught-by: what_keeps_the_mean_square_has_the_gain_one
//! message: only one half of the integral

use std::f64::consts::TAU;

/// Begins at 0.
pub fn gain(phi: impl Fn(f64) -> f64) -> f64 {
    let points = || (0..=12_000).map(|k| f64::from(k) * 0.001);
    let density = |z: f64| (-z * z / 2.0).exp() / TAU.sqrt();
    let mean_square = 0.001 * points().map(|z| phi(z).powi(2) * density(z)).sum::<f64>();
    1.0 / mean_square.sqrt()
}
