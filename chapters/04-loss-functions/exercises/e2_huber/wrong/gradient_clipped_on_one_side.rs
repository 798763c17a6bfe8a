//! caught-by: the_derivative_is_the_one_that_is_measured
//! message: this is held on one side alone

/// Holds the derivative at delta, but not at -delta.
pub fn huber(y: f64, t: f64, delta: f64) -> (f64, f64) {
    let residual = y - t;
    let loss = if residual.abs() <= delta {
        0.5 * residual * residual
    } else {
        delta * (residual.abs() - 0.5 * delta)
    };
    (loss, residual.min(delta))
}
