//! caught-by: through_ten_layers_the_signal_keeps_its_size
//! message: the signal vanishes

use std::f64::consts::TAU;

/// Forgets the step.
pub fn gain(phi: impl Fn(f64) -> f64) -> f64 {
    let points = || (-12_000..=12_000).map(|k| f64::from(k) * 0.001);
    let density = |z: f64| (-z * z / 2.0).exp() / TAU.sqrt();
    let mean_square = points().map(|z| phi(z).powi(2) * density(z)).sum::<f64>();
    1.0 / mean_square.sqrt()
}
