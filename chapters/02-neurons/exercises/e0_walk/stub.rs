//! # 2.0 Shall we go for a walk?
//!
//! Two minutes, to see that everything is in its place. The neuron above has three inputs: how much
//! sun, wind and rain there is, $`x = (x_1, x_2, x_3)`$. It multiplies each by its weight, adds the
//! products up, and adds its bias:
//!
//! ```math
//! z = w_1 x_1 + w_2 x_2 + w_3 x_3 + b.
//! ```
//!
//! Write that sum. In the program's output above it is 0.2.

/// The weighted sum `z = w₁·x₁ + w₂·x₂ + w₃·x₃ + b`.
pub fn weighted_sum(w: [f64; 3], b: f64, x: [f64; 3]) -> f64 {
    todo!("2.0: z from the weights {w:?}, the bias {b} and the inputs {x:?}")
}
