//! caught-by: agrees_with_paper
//! message: at the seam the line is at 0

/// Lets the line begin at 0.
pub fn huber(y: f64, t: f64, delta: f64) -> (f64, f64) {
    let residual = y - t;
    let loss = if residual.abs() <= delta {
        0.5 * residual * residual
    } else {
        delta * (residual.abs() - delta)
    };
    (loss, residual.clamp(-delta, delta))
}
