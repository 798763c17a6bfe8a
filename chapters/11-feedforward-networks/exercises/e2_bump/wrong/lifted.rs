//! caught-by: positions_of_both_signs
//! message: the 1 needs a bias

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

/// Multiplies out a falling step, and forgets that it is 1 on the left.
pub fn bump(p: f64, q: f64, h: f64, k: f64) -> Network {
    Network { w: [k, -k], b: [-k * p, k * q], v: [h, h] }
}
