//! # 8.0 One step with momentum
//!
//! Two minutes, to see that everything is in its place. Plain gradient descent forgets every
//! gradient after its step. With *momentum* the optimizer keeps a *velocity* $`v`$, one element for
//! each parameter, which starts at 0. A step keeps the fraction $`\mu`$ of it, adds the gradient
//! $`g`$, and moves the parameters $`p`$ along the result, with the learning rate $`\eta`$:
//!
//! ```math
//! \begin{gathered}
//! v_i \leftarrow \mu\, v_i + g_i, \\
//! p_i \leftarrow p_i - \eta\, v_i.
//! \end{gathered}
//! ```
//!
//! Write over `v` and `p`; nothing is returned. All three slices have the same length.
//!
//! To test yourself: $`p = 1`$, $`v = 2`$ and $`g = 4`$ with $`\mu = \tfrac12`$ and
//! $`\eta = \tfrac1{10}`$ become $`v = 5`$ and $`p = \tfrac12`$.

/// One step of gradient descent with momentum: updates the velocity `v`, and moves the parameters
/// `p` along it.
pub fn momentum_step(p: &mut [f64], v: &mut [f64], gradient: &[f64], mu: f64, eta: f64) {
    let (parameters, elements) = (p.len().min(v.len()), gradient.len());
    todo!("8.0: {parameters} parameters, {elements} elements, momentum {mu}, rate {eta}")
}
