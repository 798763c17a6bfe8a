//! caught-by: to_be_below_the_value_at_zero_is_not_enough
//! message: Armijo's condition asks for more

/// Takes what is below the value at 0.
pub fn backtracking(
    f: impl Fn(f64) -> f64,
    value: f64,
    slope: f64,
    start: f64,
    c: f64,
    shrink: f64,
) -> f64 {
    let (mut alpha, _) = (start, c * slope);
    while f(alpha).is_nan() || f(alpha) >= value {
        alpha *= shrink;
    }
    alpha
}
