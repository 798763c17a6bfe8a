//! # 3.3 The report: a slope that is off by a little
//!
//! A user of the layer in `exercise.rs` writes:
//!
//! > I replaced ReLU by GELU, in its form with tanh, which needs no error function. The outputs
//! > agree with PyTorch's to the last digits. The slope is ½ at 0, as it should be, far out it is 0
//! > and 1, and slopes at $`z`$ and $`-z`$ add up to 1, as they must. My network learns. But the
//! > gradient check fails: between 1 and 2 the slope is off by a few hundredths.
//!
//! The function is
//!
//! ```math
//! \begin{aligned}
//! f(z) &= \frac{z}{2} \bigl( 1 + \tanh u(z) \bigr), \\
//! u(z) &= \sqrt{\tfrac{2}{\pi}} \, \bigl( z + 0.044715 \, z^3 \bigr).
//! \end{aligned}
//! ```
//!
//! Run the tests, and find the fault before you change anything. Which of them pass, and what do
//! those acquit? Derive $`f'(z)`$ with pencil, down to $`u'(z)`$, and compare it with the code, term
//! by term. Then mend it; the outputs are right, and are to stay as they are.

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

/// The slope of [`gelu`] at `z`.
pub fn gelu_slope(z: f64) -> f64 {
    let tanh = (z * steepness(z)).tanh();
    // The product rule, with tanh′ = 1 − tanh² and the inner slope.
    0.5 * (1.0 + tanh) + 0.5 * z * (1.0 - tanh * tanh) * steepness(z)
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
