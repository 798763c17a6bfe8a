//! caught-by: outputs_agree_with_pytorch
//! message: have lost their cubic term

const SCALE: f64 = 0.797_884_560_802_865_4;

/// Makes the slope right by another function.
fn steepness(_z: f64) -> f64 {
    SCALE
}

pub fn gelu(z: f64) -> f64 {
    0.5 * z * (1.0 + (z * steepness(z)).tanh())
}

pub fn gelu_slope(z: f64) -> f64 {
    let tanh = (z * steepness(z)).tanh();
    // The product rule, with tanh′ = 1 − tanh² and the inner slope.
    0.5 * (1.0 + tanh) + 0.5 * z * (1.0 - tanh * tanh) * steepness(z)
}

pub fn forward(z: &[f64]) -> Vec<f64> {
    z.iter().map(|z| gelu(*z)).collect()
}

pub fn backward(z: &[f64], dy: &[f64]) -> Vec<f64> {
    z.iter().zip(dy).map(|(z, dy)| dy * gelu_slope(*z)).collect()
}
