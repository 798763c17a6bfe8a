//! caught-by: agrees_with_paper
//! message: the slope of the sigmoid is missing

/// Stops at the output.
pub fn gradient(w: f64, x: f64, b: f64, t: f64) -> (f64, f64) {
    let y = 1.0 / (1.0 + (-(w * x + b)).exp());
    let delta = 2.0 * (y - t);
    (delta * x, delta)
}
