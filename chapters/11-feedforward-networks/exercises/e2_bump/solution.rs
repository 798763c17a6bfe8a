//! Solution of 11.2.

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

/// The network whose output is a bump of height `h` between `p` and `q`, with steps of steepness `k`.
pub fn bump(p: f64, q: f64, h: f64, k: f64) -> Network {
    // k·(x − p) = k·x + (−k·p): the position of a step is in its bias. The second step takes back
    // what the first has given.
    Network { w: [k, k], b: [-k * p, -k * q], v: [h, -h] }
}
