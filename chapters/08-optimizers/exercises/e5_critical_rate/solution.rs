//! Solution of 8.5.
//!
//! From w_t − w_{t+1} = ηv and w_{t−1} − w_t = ηv_before follows
//! w_{t+1} = (1 + μ − ηλ)·w_t − μ·w_{t−1}, and with w_t = z^t
//! z² − (1 + μ − ηλ)·z + μ = 0. The product of the roots is μ < 1, so two complex roots have the
//! magnitude √μ and are within the unit circle. A real root leaves it at z = 1 or at z = −1. At
//! z = 1 the left side is ηλ, which is 0 only without a step. At z = −1 it is 2(1 + μ) − ηλ: there
//! descent jumps from side to side without coming closer. Each jump turns the gradient, so that the
//! velocity has no time to build up; it brakes. Hence a larger rate than 2/λ, up to twice of it.

/// The critical learning rate of gradient descent with momentum `mu` on `½·λw²`: below it descent
/// converges from every start, above it from almost none.
pub fn critical_rate(curvature: f64, mu: f64) -> f64 {
    2.0 * (1.0 + mu) / curvature
}
