//! caught-by: it_agrees_with_pytorch
//! message: the sign is turned

/// Forgets the minus sign: what is to be minimized would be maximized.
pub fn poisson_loss(z: &[f64], k: &[u32]) -> (f64, Vec<f64>) {
    let n = z.len() as f64;
    let samples = || z.iter().zip(k).map(|(z, k)| (*z, f64::from(*k)));
    let sum: f64 = samples().map(|(z, k)| k * z - z.exp()).sum();
    (sum / n, samples().map(|(z, k)| (k - z.exp()) / n).collect())
}
