//! # 5.2 Backtracking: a step size that is tried first
//!
//! A learning rate that is right for every step is hard to guess. A line search tries one out. Along
//! the direction of the step the loss is a function $`f`$ of the step size $`\alpha`$ alone; its
//! value $`f(0)`$ and its slope $`f'(0) < 0`$ are known from the gradient. Armijo's condition asks
//! that a step pays: the decrease must be at least the fraction $`0 < c < 1`$ of what the slope
//! promises,
//!
//! ```math
//! f(\alpha) \le f(0) + c\, \alpha\, f'(0).
//! ```
//!
//! Backtracking tries the step sizes $`\alpha_0`$, $`\alpha_0 s`$, $`\alpha_0 s^2`$, … in this order,
//! with a factor $`0 < s < 1`$, and takes the first that meets the condition. Because the slope at 0
//! is negative, there is one. Far out $`f`$ may overflow: where $`f(\alpha)`$ is $`\infty`$ or NaN,
//! $`\alpha`$ is rejected like any other that does not meet the condition.
//!
//! To test yourself: for $`f(\alpha) = 2\,(1 - 4\alpha)^2`$ the value at 0 is 2 and the slope −16.
//! With $`c = \tfrac14`$ the first of 1, ½, ¼, … to be taken is ¼, where $`f`$ is 0 and the condition
//! asks for at most 1. At ½ the loss is 2 again: it has not grown, but the step has not paid.

/// The first of the step sizes `start`, `start·shrink`, `start·shrink²`, … that meets Armijo's
/// condition `f(α) ≤ value + c·α·slope`.
///
/// `f`: the loss along the direction of the step, by step size. `value`: `f(0)`. `slope`: `f'(0)`,
/// negative.
pub fn backtracking(
    f: impl Fn(f64) -> f64,
    value: f64,
    slope: f64,
    start: f64,
    c: f64,
    shrink: f64,
) -> f64 {
    let first = f(start);
    todo!("5.2: f({start}) = {first}, value {value}, slope {slope}, c = {c}, shrink by {shrink}")
}
