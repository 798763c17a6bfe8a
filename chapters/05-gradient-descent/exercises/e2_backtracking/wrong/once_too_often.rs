//! caught-by: agrees_with_paper
//! message: that is shrunk once too often

/// Shrinks before it looks whether that was needed.
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
        let is_enough = f(alpha) <= value + c * alpha * slope;
        alpha *= shrink;
        if is_enough {
            return alpha;
        }
    }
}
