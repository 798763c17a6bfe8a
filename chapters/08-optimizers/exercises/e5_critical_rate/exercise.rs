//! # 8.5 Predict, then measure: the critical rate with momentum
//!
//! A bowl in one dimension, and gradient descent with momentum $`0 \le \mu < 1`$ into it:
//!
//! ```math
//! \begin{gathered}
//! f(w) = \tfrac12 \lambda w^2, \qquad f'(w) = \lambda w, \\
//! v \leftarrow \mu v + \lambda w, \qquad w \leftarrow w - \eta v.
//! \end{gathered}
//! ```
//!
//! $`\lambda > 0`$ is the *curvature*. Without momentum descent converges to 0 as long as
//! $`\eta < 2/\lambda`$ (exercise 5.1). Does momentum allow larger learning rates, or smaller ones?
//! Guess before you calculate: after many steps along one slope the velocity is $`1/(1 - \mu)`$ times
//! the gradient. What does that suggest? Is it right here?
//!
//! Then predict with pencil. Write the step without $`v`$: from $`w_t`$ and $`w_{t-1}`$ to
//! $`w_{t+1}`$. Put in $`w_t = z^t`$, and a quadratic equation for $`z`$ is left. Descent converges
//! as long as both its roots are within the unit circle. At the critical rate one of them leaves it;
//! where on the circle?
//!
//! The tests measure: they let descent run just below and just above your rate.
//!
//! To test yourself: for $`\lambda = 4`$ and $`\mu = \tfrac12`$ the critical rate is $`\tfrac34`$.

/// The critical learning rate of gradient descent with momentum `mu` on `½·λw²`: below it descent
/// converges from every start, above it from almost none.
///
/// `curvature`: λ, above 0. `mu`: at least 0, and below 1.
pub fn critical_rate(curvature: f64, mu: f64) -> f64 {
    todo!("8.5: the critical rate for the curvature {curvature}, momentum {mu}")
}
