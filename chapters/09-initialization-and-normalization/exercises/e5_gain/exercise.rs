//! # 9.5 Predict, then measure: the gain of an activation function
//!
//! The sums $`z`$ of a layer are about normally distributed, with mean 0 and, let us say, mean
//! square 1. They pass the activation function $`\varphi`$. The next layer, whose weights are drawn
//! with mean 0 and the standard deviation $`g / \sqrt{\text{fan\_in}}`$, makes sums of them with
//! mean square $`g^2\, E[\varphi(z)^2]`$. For the mean square to stay 1 from layer to layer, the
//! *gain* $`g`$ must be
//!
//! ```math
//! \begin{gathered}
//! g = \frac{1}{\sqrt{E[\varphi(z)^2]}}, \\
//! E[\varphi(z)^2] = \int_{-\infty}^{\infty} \varphi(z)^2\, p(z)\, dz, \\
//! p(z) = \frac{1}{\sqrt{2\pi}}\, e^{-z^2/2}.
//! \end{gathered}
//! ```
//!
//! Predict first, with pencil: what is $`g`$ for the identity, for $`|z|`$, for ReLU? For tanh, is
//! it above 1 or below? And for the constant 3, whose variance is 0?
//!
//! Then measure, for any function. The trapezoidal rule makes a sum of the integral: with the
//! points $`z_k = -12 + k h`$ up to 12, $`h = 0.001`$, it is
//!
//! ```math
//! E[\varphi(z)^2] \approx h \sum_k \varphi(z_k)^2\, p(z_k).
//! ```
//!
//! At both ends $`p`$ is so small that it does not matter how they are counted, and 0, where ReLU
//! has its kink, is one of the points.
//!
//! To test yourself: for tanh it is $`g \approx 1.5925`$. (PyTorch's `calculate_gain` has
//! $`\tfrac53`$ for tanh, somewhat more.)

/// The gain that keeps the mean square of normally distributed sums through the activation function
/// `phi`: `1/√E[φ(z)²]` for `z` with mean 0 and variance 1.
pub fn gain(phi: impl Fn(f64) -> f64) -> f64 {
    todo!("9.5: the gain of a function with φ(1) = {}", phi(1.0))
}
