//! caught-by: a_negative_height_is_a_dent
//! message: h makes the steps steeper

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

/// Puts the height before the sigmoid.
pub fn bump(p: f64, q: f64, h: f64, k: f64) -> Network {
    Network { w: [h * k, h * k], b: [-h * k * p, -h * k * q], v: [1.0, -1.0] }
}
