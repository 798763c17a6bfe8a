//! caught-by: the_hidden_neurons_differ
//! message: the output neuron is as good as alone with one line; it needs two

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

/// Has the same line twice.
pub fn xor() -> Network {
    let first = Neuron { w: [1.0, 1.0], b: -0.5 };
    let second = Neuron { w: [1.0, 1.0], b: -0.5 };
    let output = Neuron { w: [1.0, -1.0], b: -0.5 };
    Network { hidden: [first, second], output }
}
