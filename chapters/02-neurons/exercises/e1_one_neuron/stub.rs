//! # 2.1 One neuron's output
//!
//! A neuron weighs its inputs, adds a bias, and fires if the sum is not negative:
//!
//! ```math
//! z = \sum_{i=1}^{n} w_i x_i + b, \qquad
//! y = \begin{cases} 1 & \text{if } z \ge 0, \\ 0 & \text{if } z < 0. \end{cases}
//! ```
//!
//! Write both halves: `weighted_sum` gives $`z`$ for one sample, `output` gives $`y`$. On paper
//! first: what does a neuron with $`w = (2, -1)`$, $`b = -0.5`$ give for $`x = (1, 1)`$, and for
//! $`x = (0, 1)`$? Mind the case $`z = 0`$: the line itself belongs to the side that fires.

/// The weighted sum `z = w₁·x₁ + … + wₙ·xₙ + b`.
///
/// # Shapes
/// `w`: `inputs`, `x`: `inputs`.
pub fn weighted_sum(w: &[f64], b: f64, x: &[f64]) -> f64 {
    todo!("2.1: z from {} weights, {} inputs and b = {b}", w.len(), x.len())
}

/// The neuron's output `y`: 1 if `z ≥ 0`, else 0.
///
/// # Shapes
/// `w`: `inputs`, `x`: `inputs`.
pub fn output(w: &[f64], b: f64, x: &[f64]) -> f64 {
    todo!("2.1: y from {} weights, {} inputs and b = {b}", w.len(), x.len())
}
