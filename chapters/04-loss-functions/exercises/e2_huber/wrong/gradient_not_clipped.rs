//! caught-by: outside_it_is_a_line_on_both_sides
//! message: the derivative is not held

/// Takes the derivative of the inner branch everywhere.
pub fn huber(y: f64, t: f64, delta: f64) -> (f64, f64) {
    let residual = y - t;
    let loss = if residual.abs() <= delta {
        0.5 * residual * residual
    } else {
        delta * (residual.abs() - 0.5 * delta)
    };
    (loss, residual)
}
