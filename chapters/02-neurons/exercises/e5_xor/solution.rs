//! Solution of 2.5.
//!
//! One neuron cannot: the two inequalities in the middle add up to $`w_1 + w_2 + 2b \ge 0`$, the
//! two outer ones to $`w_1 + w_2 + 2b < 0`$.

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
    // Both lines have the slope −1. The first passes halfway between (0, 0) and the inputs with a
    // single 1: at least one input is 1. The second passes halfway to (1, 1): both are.
    let or = Neuron { w: [1.0, 1.0], b: -0.5 };
    let and = Neuron { w: [1.0, 1.0], b: -1.5 };
    // (or, and) is (0, 0), (1, 0) or (1, 1), and wants 0, 1, 0. With w = (1, −1) the sum is 0, 1, 0
    // before the bias, and −0.5 again cuts in the middle. "At least one, but not both."
    let output = Neuron { w: [1.0, -1.0], b: -0.5 };
    Network { hidden: [or, and], output }
}
