//! caught-by: rectifiers_agree_with_paper
//! message: the gain undoes it

use std::f64::consts::TAU;

/// Takes the factor of the activation function itself.
pub fn gain(phi: impl Fn(f64) -> f64) -> f64 {
    let points = || (-12_000..=12_000).map(|k| f64::from(k) * 0.001);
    let density = |z: f64| (-z * z / 2.0).exp() / TAU.sqrt();
    let mean_square = 0.001 * points().map(|z| phi(z).powi(2) * density(z)).sum::<f64>();
    mean_square.sqrt()
}
