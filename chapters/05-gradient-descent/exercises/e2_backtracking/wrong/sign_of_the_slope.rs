//! caught-by: a_step_uphill_is_never_taken
//! message: is a sign turned?

/// Subtracts the slope, which is negative.
pub fn backtracking(
    f: impl Fn(f64) -> f64,
    value: f64,
    slope: f64,
    start: f64,
    c: f64,
    shrink: f64,
) -> f64 {
    let is_enough = |alpha: f64| f(alpha) <= value - c * alpha * slope;
    let mut alpha = start;
    while !is_enough(alpha) {
        alpha *= shrink;
    }
    alpha
}
