//! caught-by: the_slope_agrees_with_pytorch
//! message: is it a slope that was measured

const SCALE: f64 = 0.797_884_560_802_865_4;
const CUBIC: f64 = 0.044715;

fn steepness(z: f64) -> f64 {
    SCALE * (1.0 + CUBIC * z * z)
}

pub fn gelu(z: f64) -> f64 {
    0.5 * z * (1.0 + (z * steepness(z)).tanh())
}

/// Measures the slope.
pub fn gelu_slope(z: f64) -> f64 {
    (gelu(z + 1e-5) - gelu(z - 1e-5)) / 2e-5
}

pub fn forward(z: &[f64]) -> Vec<f64> {
    z.iter().map(|z| gelu(*z)).collect()
}

pub fn backward(z: &[f64], dy: &[f64]) -> Vec<f64> {
    z.iter().zip(dy).map(|(z, dy)| dy * gelu_slope(*z)).collect()
}
