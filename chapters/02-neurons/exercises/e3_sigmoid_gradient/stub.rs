//! # 2.3 The sigmoid neuron's gradient
//!
//! A sigmoid neuron's output is a probability: $`y = \sigma(z) = 1/(1 + e^{-z})`$, where
//! $`z = w \cdot x + b`$. How badly it does on $`N`$ samples with targets $`t_s`$, 0 or 1, is their
//! mean cross-entropy:
//!
//! ```math
//! L = -\frac{1}{N} \sum_{s=1}^{N} \bigl( t_s \ln y_s + (1 - t_s) \ln (1 - y_s) \bigr).
//! ```
//!
//! Derive, then code. With pencil: show that $`\sigma'(z) = y(1 - y)`$; find
//! $`\partial L / \partial y_s`$; multiply the two, and enjoy what cancels in
//! $`\partial L / \partial z_s`$. Each $`z_s`$ depends on $`w_i`$ through $`x_i`$ of its sample,
//! and on $`b`$ directly. Then write `gradient`, in the form *after* cancelling.
//!
//! To test yourself: one input, two samples $`x = (2, 4)`$ with $`t = (1, 0)`$, and
//! $`w = 0, b = 0`$. Both outputs are ½, and you should find $`\partial L / \partial w = \tfrac12`$
//! and $`\partial L / \partial b = 0`$. Loops are welcome; of nalgebra, `tr_mul`, `add_scalar`,
//! `map` and `sum` are of use, and `x[(i, s)]` is input $`i`$ of sample $`s`$: each column of `x`
//! is a sample.

use nalgebra::{DMatrix, DVector};

/// The gradient `(∂L/∂w, ∂L/∂b)` of the mean cross-entropy.
///
/// # Shapes
/// `w`: `inputs`, `x`: `inputs × samples` (one column for each sample), `t`: `samples`;
/// `∂L/∂w`: `inputs`.
pub fn gradient(
    w: &DVector<f64>,
    b: f64,
    x: &DMatrix<f64>,
    t: &DVector<f64>,
) -> (DVector<f64>, f64) {
    let (shape, targets) = (x.shape(), t.len());
    todo!("2.3: {} weights, b = {b}, x of shape {shape:?}, {targets} targets", w.len())
}
