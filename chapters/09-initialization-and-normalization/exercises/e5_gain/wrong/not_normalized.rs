//! caught-by: what_keeps_the_mean_square_has_the_gain_one
//! message: the density lacks its factor

/// Forgets the factor of the density.
pub fn gain(phi: impl Fn(f64) -> f64) -> f64 {
    let points = || (-12_000..=12_000).map(|k| f64::from(k) * 0.001);
    let density = |z: f64| (-z * z / 2.0).exp();
    let mean_square = 0.001 * points().map(|z| phi(z).powi(2) * density(z)).sum::<f64>();
    1.0 / mean_square.sqrt()
}
