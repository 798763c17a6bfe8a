//! caught-by: agrees_with_paper
//! message: compare |r| with δ, not r

/// Compares the residual in place of its magnitude: on the left no residual is large.
pub fn huber(y: f64, t: f64, delta: f64) -> (f64, f64) {
    let residual = y - t;
    if residual <= delta {
        (0.5 * residual * residual, residual)
    } else {
        (delta * (residual - 0.5 * delta), delta)
    }
}
