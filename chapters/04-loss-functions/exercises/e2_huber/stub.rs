//! # 4.2 Huber's two branches
//!
//! One measurement that is far off can dominate the mean squared error. Huber's loss of a residual
//! $`r = y - t`$ is half the square as long as the residual is small, and goes on as a straight
//! line where it is large. The threshold is $`\delta > 0`$:
//!
//! ```math
//! h(r) = \begin{cases}
//! \tfrac12 r^2 & \text{if } |r| \le \delta, \\
//! a \, |r| + b & \text{otherwise.}
//! \end{cases}
//! ```
//!
//! Derive, then code. The two branches are to meet at $`|r| = \delta`$ with the same value *and* the
//! same slope, on both sides. With pencil: find $`a`$ and $`b`$; both depend on $`\delta`$. Then
//! write the loss and its derivative with respect to the output $`y`$, which has the residual's
//! sign, and a magnitude of at most…?
//!
//! To test yourself: for $`\delta = 2`$ you should find $`h(3) = h(-3) = 4`$, and the derivatives 2
//! and −2.

/// Huber's loss of one output `y` with target `t` and threshold `delta`, and its derivative with
/// respect to `y`.
pub fn huber(y: f64, t: f64, delta: f64) -> (f64, f64) {
    todo!("4.2: loss and derivative for y = {y}, t = {t}, delta = {delta}")
}
