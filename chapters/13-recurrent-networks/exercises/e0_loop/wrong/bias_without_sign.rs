//! caught-by: every_part_counts
//! message: the bias counts with its sign

/// The outputs of a neuron with a loop: `h(t) = tanh(w·x(t) + u·h(t − 1) + b)`, beginning with 0.
pub fn states(x: [f64; 3], w: f64, u: f64, b: f64) -> [f64; 3] {
    // One variable outlives the steps: what the neuron remembers.
    let mut h = 0.0;
    x.map(|x| {
        h = f64::tanh(w * x + u * h + b.abs());
        h
    })
}
