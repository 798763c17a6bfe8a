//! caught-by: it_agrees_with_the_slope_that_is_measured
//! message: the factor 2 of the square's slope is missing

/// Takes the loss for half a square.
pub fn gradient(w: f64, x: f64, b: f64, t: f64) -> (f64, f64) {
    let y = 1.0 / (1.0 + (-(w * x + b)).exp());
    let delta = (y - t) * y * (1.0 - y);
    (delta * x, delta)
}
