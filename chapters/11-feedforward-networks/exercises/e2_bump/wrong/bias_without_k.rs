//! caught-by: a_bump_among_positive_inputs
//! message: the steps are at p/k and q/k

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

/// Forgets the steepness in the bias.
pub fn bump(p: f64, q: f64, h: f64, k: f64) -> Network {
    Network { w: [k, k], b: [-p, -q], v: [h, -h] }
}
