//! # 13.0 A neuron with a loop
//!
//! Two minutes, before there are matrices. A neuron reads a sequence $`x_1, x_2, x_3`$, one value at
//! each step. It has a second weight, $`u`$, for its own output of the step before:
//!
//! ```math
//! h_t = \tanh(w\, x_t + u\, h_{t-1} + b), \qquad h_0 = 0.
//! ```
//!
//! Write this loop: the result is $`h_1, h_2, h_3`$. On paper first, with $`w = 1`$, $`u = \tfrac12`$,
//! $`b = 0`$ and the inputs 1, 0, 0: the outputs are 0.762, 0.363, 0.180. Only the first input is not
//! zero, but two steps later the output still depends on it.

/// The outputs of a neuron with a loop: `h(t) = tanh(w·x(t) + u·h(t − 1) + b)`, beginning with 0.
pub fn states(x: [f64; 3], w: f64, u: f64, b: f64) -> [f64; 3] {
    todo!("13.0: three outputs from the inputs {x:?} with w = {w}, u = {u}, b = {b}")
}
