//! caught-by: it_agrees_with_the_slope_that_is_measured
//! message: the sigmoid was applied to y again

/// Passes the output to a function that expects the sum.
pub fn gradient(w: f64, x: f64, b: f64, t: f64) -> (f64, f64) {
    let sigmoid = |z: f64| 1.0 / (1.0 + (-z).exp());
    let slope = |z: f64| sigmoid(z) * (1.0 - sigmoid(z));
    let y = sigmoid(w * x + b);
    let delta = 2.0 * (y - t) * slope(y);
    (delta * x, delta)
}
