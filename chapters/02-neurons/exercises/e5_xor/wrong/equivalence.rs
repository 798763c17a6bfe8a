//! caught-by: all_four_inputs_are_right
//! message: every output is the opposite

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

/// Turns the output's line the wrong way round: 1 where the inputs agree.
pub fn xor() -> Network {
    let first = Neuron { w: [1.0, 1.0], b: -0.5 };
    let second = Neuron { w: [1.0, 1.0], b: -1.5 };
    let output = Neuron { w: [-1.0, 1.0], b: 0.5 };
    Network { hidden: [first, second], output }
}
