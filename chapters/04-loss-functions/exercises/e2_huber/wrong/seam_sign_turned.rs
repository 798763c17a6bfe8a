//! caught-by: outside_it_is_a_line_on_both_sides
//! message: δ²/2 is to be subtracted

/// Adds the constant that the line needs to be subtracted.
pub fn huber(y: f64, t: f64, delta: f64) -> (f64, f64) {
    let r = y - t;
    let loss =
        if r.abs() <= delta { 0.5 * r * r } else { delta * r.abs() + 0.5 * delta * delta };
    (loss, r.clamp(-delta, delta))
}
