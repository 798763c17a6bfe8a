//! caught-by: equality_is_enough
//! message: ≤, not <

/// Rejects equality.
pub fn backtracking(
    f: impl Fn(f64) -> f64,
    value: f64,
    slope: f64,
    start: f64,
    c: f64,
    shrink: f64,
) -> f64 {
    let is_enough = |alpha: f64| f(alpha) < value + c * alpha * slope;
    let mut alpha = start;
    while !is_enough(alpha) {
        alpha *= shrink;
    }
    alpha
}
