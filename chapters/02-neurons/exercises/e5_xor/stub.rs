//! # 2.5 XOR from three neurons
//!
//! Exclusive or is 1 where exactly one of its two inputs is 1. No neuron with a step can do it
//! alone: with $`y = 1`$ where $`w_1 x_1 + w_2 x_2 + b \ge 0`$, the four inputs demand
//!
//! ```math
//! b < 0, \qquad w_1 + b \ge 0, \qquad w_2 + b \ge 0, \qquad w_1 + w_2 + b < 0.
//! ```
//!
//! Add the two in the middle, add the two outer ones, and compare. Three neurons can: two hidden
//! ones look at the inputs, and the output neuron looks at *their* outputs. Find the weights.
//!
//! 1. Mark the four inputs in the plane and draw two lines, so that the two inputs that want a 1
//!    lie between them. Write each line as $`w_1 x_1 + w_2 x_2 + b = 0`$: a hidden neuron.
//! 2. Tabulate the pairs $`(h_1, h_2)`$ that the hidden neurons give: now one line is enough.
//!    Write down what each pair demands of the output neuron, and choose.
//!
//! Leave room: inputs are measured, and never quite 0 or 1. Every neuron must keep the distance
//! $`|w \cdot x + b| / \lVert w \rVert \ge 0.25`$ between its line and each input it can get, for
//! the output neuron the pairs of your table. Several solutions are right.

/// A neuron with two inputs: its output is 1 where `w·x + b ≥ 0`, else 0.
#[derive(Clone, Copy, Debug)]
pub struct Neuron {
    /// The weights.
    pub w: [f64; 2],
    /// The bias.
    pub b: f64,
}

/// The output neuron looks at the outputs of the two hidden ones.
#[derive(Clone, Copy, Debug)]
pub struct Network {
    /// What looks at the inputs.
    pub hidden: [Neuron; 2],
    /// What looks at the outputs of `hidden`, in that order.
    pub output: Neuron,
}

/// Three neurons whose output is the exclusive or of their two inputs.
pub fn xor() -> Network {
    todo!("2.5: the weights and biases of two hidden neurons and an output neuron")
}
