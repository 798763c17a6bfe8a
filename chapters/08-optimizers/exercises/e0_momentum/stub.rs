//! # 8.0 One step with momentum
//!
//! Two minutes, to see that everything is in its place. Plain gradient descent forgets every
//! gradient after its step. With *momentum* the optimizer keeps a *velocity* $`u`$, one element for
//! each parameter, which starts at 0. A step keeps the fraction $`\mu`$ of it, adds the gradient
//! $`g`$, and moves the parameters $`p`$ along the result, with the learning rate $`\eta`$:
//!
//! ```math
//! \begin{gathered}
//! u_i \leftarrow \mu\, u_i + g_i, \\
//! p_i \leftarrow p_i - \eta\, u_i.
//! \end{gathered}
//! ```
//!
//! Write over `u` and `p`; nothing is returned. All three slices have the same length.
//!
//! To test yourself: $`p = 1`$, $`u = 2`$ and $`g = 4`$ with $`\mu = \tfrac12`$ and
//! $`\eta = \tfrac1{10}`$ become $`u = 5`$ and $`p = \tfrac12`$.

/// One step of gradient descent with momentum: updates the velocity `u`, and moves the parameters
/// `p` along it.
pub fn momentum_step(p: &mut [f64], u: &mut [f64], gradient: &[f64], mu: f64, eta: f64) {
    let (parameters, elements) = (p.len().min(u.len()), gradient.len());
    todo!("8.0: {parameters} parameters, {elements} elements, momentum {mu}, rate {eta}")
}
