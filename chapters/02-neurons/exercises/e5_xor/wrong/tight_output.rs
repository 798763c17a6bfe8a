//! caught-by: the_output_line_leaves_room
//! message: the output neuron: the distance from [1.0, 0.0] to the line is 0.000

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

/// Puts the output's line on a point.
pub fn xor() -> Network {
    let first = Neuron { w: [1.0, 1.0], b: -0.5 };
    let second = Neuron { w: [1.0, 1.0], b: -1.5 };
    let output = Neuron { w: [1.0, -1.0], b: -1.0 };
    Network { hidden: [first, second], output }
}
