//! Solution of 4.5.
//!
//! ```text
//! −ln P = −k·ln λ + λ + ln k!       with λ = e^z, ln λ = z:
//! L = e^z − k·z                      (without ln k!)
//! ∂L/∂z = e^z − k                    of one sample
//! ```
//!
//! The gradient is predicted rate minus count, as that of cross-entropy is predicted probability
//! minus target: it is 0 where the rate is the count. The mean over n samples divides both by n.

/// The mean negative log-likelihood of Poisson counts `k` with the rates `e^z`, without the constant
/// `ln k!`, and its gradient with respect to `z`.
pub fn poisson_loss(z: &[f64], k: &[u32]) -> (f64, Vec<f64>) {
    let n = z.len() as f64;
    let samples = || z.iter().zip(k).map(|(z, k)| (*z, f64::from(*k)));
    // The output itself is the logarithm of the rate: ln(e^z) would be −∞ where e^z rounds to 0.
    let sum: f64 = samples().map(|(z, k)| z.exp() - k * z).sum();
    (sum / n, samples().map(|(z, k)| (z.exp() - k) / n).collect())
}
