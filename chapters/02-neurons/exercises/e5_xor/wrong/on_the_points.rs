//! caught-by: the_hidden_lines_leave_room
//! message: the first hidden neuron: the distance from [0.0, 1.0] to the line is 0.000

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

/// Draws its lines through the inputs: right, until a measurement is a hair below 1.
pub fn xor() -> Network {
    let first = Neuron { w: [1.0, 1.0], b: -1.0 };
    let second = Neuron { w: [1.0, 1.0], b: -2.0 };
    let output = Neuron { w: [1.0, -1.0], b: -0.5 };
    Network { hidden: [first, second], output }
}
