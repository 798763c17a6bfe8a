//! caught-by: outside_it_is_a_line_on_both_sides
//! message: the line is the one for δ = 1

/// Uses the threshold to choose the branch, and nowhere else.
pub fn huber(y: f64, t: f64, delta: f64) -> (f64, f64) {
    let residual = y - t;
    let loss =
        if residual.abs() <= delta { 0.5 * residual * residual } else { residual.abs() - 0.5 };
    (loss, residual.clamp(-delta, delta))
}
