//! Solution of 3.3.

/// `√(2/π)`
const SCALE: f64 = 0.797_884_560_802_865_4;
/// The coefficient of `z³`.
const CUBIC: f64 = 0.044715;

/// What `z` is multiplied by on its way into the tanh: `u = z·steepness(z)`.
fn steepness(z: f64) -> f64 {
    SCALE * (1.0 + CUBIC * z * z)
}

/// GELU by its tanh form, `z/2·(1 + tanh u)`.
pub fn gelu(z: f64) -> f64 {
    0.5 * z * (1.0 + (z * steepness(z)).tanh())
}

/// The inner slope, `u′ = √(2/π)·(1 + 3·0.044715·z²)`.
///
/// Not `steepness`: that depends on `z` itself, so in the derivative of `z·steepness(z)` a second
/// term comes in, `z·steepness′(z)`, which is where the 3 comes from. Without it the slope was right
/// where `z` or `1 − tanh²` is 0, and off in between.
fn inner_slope(z: f64) -> f64 {
    SCALE * (1.0 + 3.0 * CUBIC * z * z)
}

/// The slope of [`gelu`] at `z`.
pub fn gelu_slope(z: f64) -> f64 {
    let tanh = (z * steepness(z)).tanh();
    // The product rule, with tanh′ = 1 − tanh² and the inner slope.
    0.5 * (1.0 + tanh) + 0.5 * z * (1.0 - tanh * tanh) * inner_slope(z)
}

/// The layer's outputs, one for each sum.
pub fn forward(z: &[f64]) -> Vec<f64> {
    z.iter().map(|z| gelu(*z)).collect()
}

/// The gradient with respect to the sums, `dz = dy·f'(z)`, from the one with respect to the
/// outputs.
///
/// # Shapes
/// `z`, `dy` and the result have the same length.
pub fn backward(z: &[f64], dy: &[f64]) -> Vec<f64> {
    z.iter().zip(dy).map(|(z, dy)| dy * gelu_slope(*z)).collect()
}
