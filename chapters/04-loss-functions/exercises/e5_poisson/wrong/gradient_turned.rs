//! caught-by: counts_may_be_zero
//! message: every sign is turned

/// Takes count minus rate.
pub fn poisson_loss(z: &[f64], k: &[u32]) -> (f64, Vec<f64>) {
    let n = z.len() as f64;
    let samples = || z.iter().zip(k).map(|(z, k)| (*z, f64::from(*k)));
    let sum: f64 = samples().map(|(z, k)| z.exp() - k * z).sum();
    (sum / n, samples().map(|(z, k)| (k - z.exp()) / n).collect())
}
