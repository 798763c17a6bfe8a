//! caught-by: it_agrees_with_the_slope_that_is_measured
//! message: ∂z/∂w is x, not w

/// Takes the slope in x for the one in w.
pub fn gradient(w: f64, x: f64, b: f64, t: f64) -> (f64, f64) {
    let y = 1.0 / (1.0 + (-(w * x + b)).exp());
    let delta = 2.0 * (y - t) * y * (1.0 - y);
    (delta * w, delta)
}
