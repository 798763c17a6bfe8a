//! # 6.0 The chain rule on one neuron
//!
//! Two minutes, to see that everything is in its place. One neuron, one input, one sample:
//!
//! ```math
//! \begin{gathered}
//! z = w x + b, \qquad L = (y - t)^2, \\
//! y = \sigma(z) = \frac{1}{1 + e^{-z}}.
//! \end{gathered}
//! ```
//!
//! A small change of $`w`$ changes $`z`$, that changes $`y`$, and that changes $`L`$. The chain rule
//! multiplies the three slopes:
//!
//! ```math
//! \begin{aligned}
//! \frac{\partial L}{\partial w}
//! &= \frac{\partial L}{\partial y} \cdot \frac{\partial y}{\partial z} \cdot \frac{\partial z}{\partial w}, \\
//! \frac{\partial L}{\partial b}
//! &= \frac{\partial L}{\partial y} \cdot \frac{\partial y}{\partial z} \cdot \frac{\partial z}{\partial b}.
//! \end{aligned}
//! ```
//!
//! Write down the four slopes that stand there, and multiply. The slope of the sigmoid is
//! $`y (1 - y)`$. Where $`y`$ rounds to 0 or 1 the result is 0, not NaN.
//!
//! To test yourself: for $`w = 2`$, $`x = 3`$, $`b = -6`$ and $`t = 1`$ the sum $`z`$ is 0, $`y`$ is
//! $`\tfrac12`$, and the gradient is $`(-\tfrac34, -\tfrac14)`$.

/// The gradient of the loss with respect to `w` and `b`, in this order.
pub fn gradient(w: f64, x: f64, b: f64, t: f64) -> (f64, f64) {
    todo!("6.0: the gradient for w = {w}, x = {x}, b = {b}, t = {t}")
}
