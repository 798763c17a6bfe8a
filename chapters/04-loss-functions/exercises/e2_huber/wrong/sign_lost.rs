//! caught-by: agrees_with_paper
//! message: the sign is lost: on the left the line goes down

/// Forgets that the line goes down on the left.
pub fn huber(y: f64, t: f64, delta: f64) -> (f64, f64) {
    let residual = y - t;
    let loss = if residual.abs() <= delta {
        0.5 * residual * residual
    } else {
        delta * (residual.abs() - 0.5 * delta)
    };
    (loss, if residual.abs() <= delta { residual } else { delta })
}
