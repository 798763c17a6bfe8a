//! caught-by: smooth_functions_agree_with_paper
//! message: that is made with the mean of |φ(z)|

use std::f64::consts::TAU;

/// Takes the mean of the magnitudes.
pub fn gain(phi: impl Fn(f64) -> f64) -> f64 {
    let points = || (-12_000..=12_000).map(|k| f64::from(k) * 0.001);
    let density = |z: f64| (-z * z / 2.0).exp() / TAU.sqrt();
    let mean = 0.001 * points().map(|z| phi(z).abs() * density(z)).sum::<f64>();
    1.0 / mean
}
