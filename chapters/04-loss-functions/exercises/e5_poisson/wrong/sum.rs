//! caught-by: agrees_with_paper
//! message: that is the sum

/// Adds up, in loss and gradient.
pub fn poisson_loss(z: &[f64], k: &[u32]) -> (f64, Vec<f64>) {
    let samples = || z.iter().zip(k).map(|(z, k)| (*z, f64::from(*k)));
    let sum: f64 = samples().map(|(z, k)| z.exp() - k * z).sum();
    (sum, samples().map(|(z, k)| z.exp() - k).collect())
}
