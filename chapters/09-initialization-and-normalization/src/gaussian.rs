//! Means over a normal distribution.

/// The mean of `f(z)` over a standard normal `z`, as a sum over a fine grid.
///
/// ```
/// let half = ch09::gaussian_mean(|z| z.max(0.0).powi(2));
/// assert!((half - 0.5).abs() < 1e-6);
/// ```
pub fn gaussian_mean(f: impl Fn(f64) -> f64) -> f64 {
    const STEPS: i32 = 4_000;
    let step = 16.0 / f64::from(STEPS);
    let terms = (0..STEPS).map(|i| {
        let z = (f64::from(i) + 0.5) * step - 8.0;
        (-z * z / 2.0).exp() * f(z)
    });
    terms.sum::<f64>() * step / std::f64::consts::TAU.sqrt()
}
