//! caught-by: a_start_that_pays_is_taken
//! message: `start` is a candidate too

/// Shrinks before the first trial.
pub fn backtracking(
    f: impl Fn(f64) -> f64,
    value: f64,
    slope: f64,
    start: f64,
    c: f64,
    shrink: f64,
) -> f64 {
    let mut alpha = start;
    loop {
        alpha *= shrink;
        if f(alpha) <= value + c * alpha * slope {
            return alpha;
        }
    }
}
