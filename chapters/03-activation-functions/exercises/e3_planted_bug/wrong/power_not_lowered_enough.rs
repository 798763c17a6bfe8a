//! caught-by: the_slope_is_the_one_that_is_measured
//! message: its power is 2

const SCALE: f64 = 0.797_884_560_802_865_4;
const CUBIC: f64 = 0.044715;

fn steepness(z: f64) -> f64 {
    SCALE * (1.0 + CUBIC * z * z)
}

pub fn gelu(z: f64) -> f64 {
    0.5 * z * (1.0 + (z * steepness(z)).tanh())
}

/// Lowers the power by two.
fn inner_slope(z: f64) -> f64 {
    SCALE * (1.0 + 3.0 * CUBIC * z)
}

pub fn gelu_slope(z: f64) -> f64 {
    let tanh = (z * steepness(z)).tanh();
    // The product rule, with tanh′ = 1 − tanh² and the inner slope.
    0.5 * (1.0 + tanh) + 0.5 * z * (1.0 - tanh * tanh) * inner_slope(z)
}

pub fn forward(z: &[f64]) -> Vec<f64> {
    z.iter().map(|z| gelu(*z)).collect()
}

pub fn backward(z: &[f64], dy: &[f64]) -> Vec<f64> {
    z.iter().zip(dy).map(|(z, dy)| dy * gelu_slope(*z)).collect()
}
