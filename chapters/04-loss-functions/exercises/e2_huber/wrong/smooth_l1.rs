//! caught-by: inside_it_is_half_the_square
//! message: that is the loss divided by δ

/// Writes the smooth L1 loss.
pub fn huber(y: f64, t: f64, delta: f64) -> (f64, f64) {
    let residual = y - t;
    let loss = if residual.abs() <= delta {
        0.5 * residual * residual
    } else {
        delta * (residual.abs() - 0.5 * delta)
    };
    (loss / delta, residual.clamp(-delta, delta) / delta)
}
