//! # 5.0 One step downhill
//!
//! Two minutes, to see that everything is in its place. The gradient $`g`$ of a loss points where
//! the loss grows fastest. A step of gradient descent moves the parameters $`w`$ the opposite way,
//! as far as the learning rate $`\eta`$ says:
//!
//! ```math
//! w_i \leftarrow w_i - \eta\, g_i.
//! ```
//!
//! Write over `w`; nothing is returned. Both slices have the same length.
//!
//! To test yourself: $`w = (1, -2)`$ with $`g = (4, -1)`$ and $`\eta = \tfrac14`$ becomes
//! $`(0, -1.75)`$.

/// One step of gradient descent with this learning rate: moves the parameters `w` against their
/// `gradient`.
pub fn step(w: &mut [f64], gradient: &[f64], learning_rate: f64) {
    let (parameters, elements) = (w.len(), gradient.len());
    todo!("5.0: {parameters} parameters, a gradient of {elements} elements, rate {learning_rate}")
}
