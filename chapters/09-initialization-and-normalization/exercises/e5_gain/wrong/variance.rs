//! caught-by: the_mean_square_counts_not_the_variance
//! message: no mean is to be subtracted

use std::f64::consts::TAU;

/// Takes the variance.
pub fn gain(phi: impl Fn(f64) -> f64) -> f64 {
    let points = || (-12_000..=12_000).map(|k| f64::from(k) * 0.001);
    let density = |z: f64| (-z * z / 2.0).exp() / TAU.sqrt();
    let mean_square = 0.001 * points().map(|z| phi(z).powi(2) * density(z)).sum::<f64>();
    let mean = 0.001 * points().map(|z| phi(z) * density(z)).sum::<f64>();
    1.0 / (mean_square - mean * mean).sqrt()
}
