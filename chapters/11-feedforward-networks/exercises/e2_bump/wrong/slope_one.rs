//! caught-by: a_bump_among_positive_inputs
//! message: the weights are 1

/// A network with one input, two sigmoid neurons and one output.
#[derive(Clone, Copy, Debug)]
pub struct Network {
    /// The weights of the hidden neurons.
    pub w: [f64; 2],
    /// Their biases.
    pub b: [f64; 2],
    /// The weights of the output.
    pub v: [f64; 2],
}

/// Forgets the steepness in the weight.
pub fn bump(p: f64, q: f64, h: f64, k: f64) -> Network {
    Network { w: [1.0, 1.0], b: [-k * p, -k * q], v: [h, -h] }
}
