//! Solution of 3.1.
//!
//! With u = z and v = σ(z) the product rule gives u′v + uv′ = σ(z) + z·σ′(z), and with
//! σ′(z) = σ(z)·(1 − σ(z))
//!
//! ```text
//! f′(z) = σ(z) + z·σ(z)·(1 − σ(z)).
//! ```
//!
//! The first term is the slope with the gate held still, the second what comes of the gate opening.
//! Around z = −1.28 the two cancel: further left the slope is negative, at most by 0.1. And as
//! σ(−z) = 1 − σ(z), f′(−z) = 1 − f′(z), so that from z = 1.28 on it is above 1.

/// The slope of `z·σ(z)` at `z`.
pub fn silu_slope(z: f64) -> f64 {
    // Where z is far below zero, e^(−z) is infinite and the gate exactly 0; times z it is still 0.
    let gate = 1.0 / (1.0 + (-z).exp());
    gate + z * gate * (1.0 - gate)
}
