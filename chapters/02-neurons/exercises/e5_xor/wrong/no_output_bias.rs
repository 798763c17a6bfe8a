//! caught-by: all_four_inputs_are_right
//! message: x = [0.0, 0.0]: the hidden outputs are [0.0, 0.0], the output neuron's sum is 0, so y = 1, expected 0

#[derive(Clone, Copy, Debug)]
pub struct Neuron {
    pub w: [f64; 2],
    pub b: f64,
}

#[derive(Clone, Copy, Debug)]
pub struct Network {
    pub hidden: [Neuron; 2],
    pub output: Neuron,
}

/// Forgets the output's bias.
pub fn xor() -> Network {
    let first = Neuron { w: [1.0, 1.0], b: -0.5 };
    let second = Neuron { w: [1.0, 1.0], b: -1.5 };
    let output = Neuron { w: [1.0, -1.0], b: 0.0 };
    Network { hidden: [first, second], output }
}
