//! Solution of 6.0.

/// The gradient of the loss with respect to `w` and `b`, in this order.
pub fn gradient(w: f64, x: f64, b: f64, t: f64) -> (f64, f64) {
    let y = 1.0 / (1.0 + (-(w * x + b)).exp());
    // From the loss back to the sum z: the slope of the square times the slope of the sigmoid.
    let delta = 2.0 * (y - t) * y * (1.0 - y);
    // z = w·x + b has the slope x in w and the slope 1 in b.
    (delta * x, delta)
}
