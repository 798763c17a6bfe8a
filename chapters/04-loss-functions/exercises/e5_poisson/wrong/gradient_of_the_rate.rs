//! caught-by: the_gradient_is_the_one_that_is_measured
//! message: that is the gradient with respect to the rate

/// Differentiates λ − k·ln λ with respect to λ.
pub fn poisson_loss(z: &[f64], k: &[u32]) -> (f64, Vec<f64>) {
    let n = z.len() as f64;
    let samples = || z.iter().zip(k).map(|(z, k)| (*z, f64::from(*k)));
    let sum: f64 = samples().map(|(z, k)| z.exp() - k * z).sum();
    (sum / n, samples().map(|(z, k)| (1.0 - k / z.exp()) / n).collect())
}
