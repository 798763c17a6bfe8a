//! caught-by: a_rate_that_rounds_to_zero_has_a_finite_loss
//! message: the logarithm of the rate is z itself

/// Computes the rate, and then its logarithm.
pub fn poisson_loss(z: &[f64], k: &[u32]) -> (f64, Vec<f64>) {
    let n = z.len() as f64;
    let samples = || z.iter().zip(k).map(|(z, k)| (*z, f64::from(*k)));
    let sum: f64 = samples().map(|(z, k)| z.exp() - k * z.exp().ln()).sum();
    (sum / n, samples().map(|(z, k)| (z.exp() - k) / n).collect())
}
