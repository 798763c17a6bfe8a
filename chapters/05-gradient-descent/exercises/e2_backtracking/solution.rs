//! Solution of 5.2.

/// The first of the step sizes `start`, `start·shrink`, `start·shrink²`, … that meets Armijo's
/// condition `f(α) ≤ value + c·α·slope`.
pub fn backtracking(
    f: impl Fn(f64) -> f64,
    value: f64,
    slope: f64,
    start: f64,
    c: f64,
    shrink: f64,
) -> f64 {
    // The slope is negative, so the bound lies below `value`, the further the larger the step.
    let is_enough = |alpha: f64| f(alpha) <= value + c * alpha * slope;
    let mut alpha = start;
    // Not `f(alpha) > …`: for NaN that is false as well, and NaN would be taken.
    while !is_enough(alpha) {
        alpha *= shrink;
    }
    alpha
}
