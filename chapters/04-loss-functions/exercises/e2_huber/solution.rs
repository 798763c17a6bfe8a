//! Solution of 4.2.
//!
//! The slope of r²/2 is r, which is δ at r = δ, so the line's slope is a = δ. The value there is
//! δ²/2, so δ·δ + b = δ²/2, and b = −δ²/2:
//!
//! ```text
//! h(r) = δ·|r| − δ²/2 = δ·(|r| − δ/2)    where |r| > δ.
//! ```
//!
//! On the left the mirror image. The derivative is r, held between −δ and δ: however far off a
//! target is, its gradient has at most the magnitude δ.

/// Huber's loss of one output `y` with target `t` and threshold `delta`, and its derivative with
/// respect to `y`.
pub fn huber(y: f64, t: f64, delta: f64) -> (f64, f64) {
    let residual = y - t;
    let loss = if residual.abs() <= delta {
        0.5 * residual * residual
    } else {
        delta * (residual.abs() - 0.5 * delta)
    };
    (loss, residual.clamp(-delta, delta))
}
