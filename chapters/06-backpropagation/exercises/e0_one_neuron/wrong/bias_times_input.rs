//! caught-by: an_input_of_zero_leaves_the_bias
//! message: ∂z/∂b is 1: x belongs to the gradient with respect to w alone

/// Multiplies both by the input.
pub fn gradient(w: f64, x: f64, b: f64, t: f64) -> (f64, f64) {
    let y = 1.0 / (1.0 + (-(w * x + b)).exp());
    let delta = 2.0 * (y - t) * y * (1.0 - y);
    (delta * x, delta * x)
}
