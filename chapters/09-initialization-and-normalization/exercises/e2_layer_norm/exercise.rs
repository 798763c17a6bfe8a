//! # 9.2 Layer normalization, backward
//!
//! Layer normalization gives the $`n`$ features of one sample the mean 0 and the variance 1:
//!
//! ```math
//! \begin{gathered}
//! \mu = \frac1n \sum_i x_i, \\
//! v = \frac1n \sum_i (x_i - \mu)^2, \\
//! r = \frac{1}{\sqrt{v + \varepsilon}}, \\
//! \hat x_i = (x_i - \mu)\, r, \quad y_i = \gamma_i\, \hat x_i + \beta_i.
//! \end{gathered}
//! ```
//!
//! Given $`dy_i = \partial L / \partial y_i`$, find the gradient with respect to $`x`$ with pencil.
//! Write $`g_i = \partial L / \partial \hat x_i`$ first. Then each $`x_j`$ acts on every
//! $`\hat x_i`$ in three ways:
//!
//! ```math
//! \frac{\partial \hat x_i}{\partial x_j} =
//! \underbrace{\;?\;}_{\text{if } i = j} +
//! \underbrace{\;?\;}_{\text{through } \mu} +
//! \underbrace{\;?\;}_{\text{through } v}.
//! ```
//!
//! Multiply by $`g_i`$, sum over $`i`$, and two means are left to be computed: of what?
//! The gradient adds up to 0, as a shift of all $`x`$ changes no $`y`$.
//!
//! To test yourself: for $`x = (-1, 1)`$, $`\varepsilon = 3`$, $`\gamma = (4, 1)`$ and
//! $`dy = (1, 0)`$ it is $`r = \tfrac12`$, and the gradient is $`(\tfrac34, -\tfrac34)`$. (Such a
//! large $`\varepsilon`$ is for the pencil only: without it two features would always become
//! $`\mp 1`$, and their gradient 0.)

/// The gradient with respect to the features `x` of one sample, given `dy`, the gradient with respect to
/// the output of layer normalization.
///
/// # Shapes
/// `x`, `gamma`, `dy` and the result: `n` features, at least 1.
pub fn layer_norm_backward(x: &[f64], gamma: &[f64], dy: &[f64], epsilon: f64) -> Vec<f64> {
    let (x, gamma, dy) = (x.len(), gamma.len(), dy.len());
    todo!("9.2: the gradient for {x} features, with {gamma} of γ and {dy} of dy, ε = {epsilon}")
}
