//! caught-by: where_the_rate_is_the_count_the_gradient_is_zero
//! message: leave it out

/// Keeps the logarithm of the factorial.
pub fn poisson_loss(z: &[f64], k: &[u32]) -> (f64, Vec<f64>) {
    let n = z.len() as f64;
    let samples = || z.iter().zip(k).map(|(z, k)| (*z, f64::from(*k)));
    let factorial = |k: f64| (1..=k as u32).map(f64::from).product::<f64>();
    let sum: f64 = samples().map(|(z, k)| z.exp() - k * z + factorial(k).ln()).sum();
    (sum / n, samples().map(|(z, k)| (z.exp() - k) / n).collect())
}
