//! # 4.5 A loss from a likelihood
//!
//! How many calls arrive in an hour, how many particles hit a detector in a second? Such counts
//! $`k = 0, 1, 2, \dots`$ are often described by the Poisson distribution with a rate
//! $`\lambda > 0`$, the mean count:
//!
//! ```math
//! P(k \mid \lambda) = \frac{\lambda^k e^{-\lambda}}{k!}.
//! ```
//!
//! A network is to predict the rate. Its output $`z`$ may be any number, so the rate is
//! $`\lambda = e^z`$, which is always positive.
//!
//! Derive, then code. With pencil: take $`-\ln P`$, put in $`\lambda = e^z`$, and leave out what does
//! not depend on $`z`$, that is, $`\ln k!`$. What is left is a sample's loss. Differentiate it with
//! respect to $`z`$. Then write the mean loss of all samples, and the gradient of this mean with
//! respect to each $`z`$. An output of −1000, whose rate is 0 to the last bit, has a finite loss.
//!
//! To test yourself: for $`z = (0, \ln 3)`$ and $`k = (2, 1)`$ the losses are 1 and
//! $`3 - \ln 3`$, their mean is 1.4507, and the gradient $`(-\tfrac12, 1)`$. At which $`z`$ is the
//! gradient 0?

/// The mean negative log-likelihood of Poisson counts `k` with the rates `e^z`, without the constant
/// `ln k!`, and its gradient with respect to `z`.
///
/// # Shapes
/// `z`, `k` and the gradient: one element for each sample, at least one.
pub fn poisson_loss(z: &[f64], k: &[u32]) -> (f64, Vec<f64>) {
    todo!("4.5: loss and gradient of {} outputs, {} counts", z.len(), k.len())
}
