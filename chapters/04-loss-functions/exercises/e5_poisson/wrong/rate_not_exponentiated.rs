//! caught-by: where_the_rate_is_the_count_the_gradient_is_zero
//! message: its first term lacks the exp

/// Takes z for the rate.
pub fn poisson_loss(z: &[f64], k: &[u32]) -> (f64, Vec<f64>) {
    let n = z.len() as f64;
    let samples = || z.iter().zip(k).map(|(z, k)| (*z, f64::from(*k)));
    let sum: f64 = samples().map(|(z, k)| z - k * z).sum();
    (sum / n, samples().map(|(z, k)| (z - k) / n).collect())
}
