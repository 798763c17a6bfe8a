//! # 10.0 The gradient of the L2 penalty
//!
//! Two minutes, to see that everything is in its place. The *L2 penalty* makes large weights $`w`$
//! costly. It is added to the loss, with a strength $`\lambda`$:
//!
//! ```math
//! \frac{\lambda}{2} \lVert w \rVert^2 = \frac{\lambda}{2} \sum_i w_i^2.
//! ```
//!
//! So its derivative is added to the gradient $`g`$ that the loss has without it,
//!
//! ```math
//! g_i \leftarrow g_i + \lambda\, w_i.
//! ```
//!
//! Write over `gradient`; nothing is returned. Both slices have the same length.
//!
//! To test yourself: $`g = (1, -2)`$ with $`w = (4, -6)`$ and $`\lambda = \tfrac12`$ becomes
//! $`(3, -5)`$.

/// Adds the gradient of the L2 penalty `λ/2·‖w‖²` of the weights `w` to their `gradient`.
pub fn add_l2_gradient(gradient: &mut [f64], w: &[f64], lambda: f64) {
    let (elements, weights) = (gradient.len(), w.len());
    todo!("10.0: a gradient of {elements} elements, {weights} weights, strength {lambda}")
}
