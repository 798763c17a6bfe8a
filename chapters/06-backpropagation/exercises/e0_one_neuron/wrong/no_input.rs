//! caught-by: agrees_with_paper
//! message: ∂z/∂w is x

/// Stops at the sum.
pub fn gradient(w: f64, x: f64, b: f64, t: f64) -> (f64, f64) {
    let y = 1.0 / (1.0 + (-(w * x + b)).exp());
    let delta = 2.0 * (y - t) * y * (1.0 - y);
    (delta, delta)
}
