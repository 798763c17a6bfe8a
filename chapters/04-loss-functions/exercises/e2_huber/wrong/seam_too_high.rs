//! caught-by: the_branches_meet_at_the_seam
//! message: δ·|r| is above ½r² by δ²/2 at the seam

/// Matches the slopes alone.
pub fn huber(y: f64, t: f64, delta: f64) -> (f64, f64) {
    let residual = y - t;
    let loss =
        if residual.abs() <= delta { 0.5 * residual * residual } else { delta * residual.abs() };
    (loss, residual.clamp(-delta, delta))
}
