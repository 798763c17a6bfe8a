//! caught-by: far_out_the_gradient_is_zero
//! message: NaN comes of infinity/infinity

/// Writes the sigmoid so that it overflows.
pub fn gradient(w: f64, x: f64, b: f64, t: f64) -> (f64, f64) {
    let power = (w * x + b).exp();
    let y = power / (1.0 + power);
    let delta = 2.0 * (y - t) * y * (1.0 - y);
    (delta * x, delta)
}
