//! # 8.2 Weight decay, decoupled
//!
//! *Weight decay* $`\lambda`$ draws every parameter a little towards 0 in each step. For gradient
//! descent without a memory it can be added to the gradient, as the L2 penalty
//! $`\frac{\lambda}{2} \lVert p \rVert^2`$ does: $`g + \lambda p`$ in place of $`g`$. An optimizer
//! with a memory makes a direction $`d(g)`$ of the gradient. If Adam is given $`g + \lambda p`$, it
//! divides the decay by the size of the gradients as well, and where gradients are large, the
//! parameter hardly decays. *Decoupled* decay stays away from the gradient. With the learning rate
//! $`\eta`$, as in PyTorch's AdamW:
//!
//! ```math
//! p \leftarrow p - \eta\, \lambda\, p - \eta\, d(g),
//! ```
//!
//! where all $`p`$ on the right are those before the step. The optimizer is given to you as a
//! function, `direction`: plain descent, momentum's velocity, or Adam's
//! $`\hat m / (\sqrt{\hat v} + \varepsilon)`$. It updates its moments whenever it is called, so call
//! it once. It returns one element for each of the gradient.
//!
//! To test yourself: for $`p = 2`$, $`g = 100`$ and an optimizer whose direction is the sign of the
//! gradient, $`\eta = \tfrac14`$ and $`\lambda = \tfrac12`$ give $`p = 1.5`$.

/// One step with decoupled weight decay `lambda`: moves the parameters `p` with the learning rate
/// `eta` along the optimizer's `direction` of this `gradient`.
pub fn decayed_step(
    p: &mut [f64],
    gradient: &[f64],
    direction: impl FnOnce(&[f64]) -> Vec<f64>,
    eta: f64,
    lambda: f64,
) {
    let (parameters, elements) = (p.len(), direction(gradient).len());
    todo!("8.2: {parameters} parameters, {elements} elements, rate {eta}, decay {lambda}")
}
