//! caught-by: where_the_function_overflows_a_step_is_rejected
//! message: ask whether the condition holds, not whether it is violated

/// Goes on while the condition is violated, which NaN does not do.
pub fn backtracking(
    f: impl Fn(f64) -> f64,
    value: f64,
    slope: f64,
    start: f64,
    c: f64,
    shrink: f64,
) -> f64 {
    let mut alpha = start;
    while f(alpha) > value + c * alpha * slope {
        alpha *= shrink;
    }
    alpha
}
