//! caught-by: without_momentum_it_is_the_known_one
//! message: for μ = 1

/// Takes the limit.
pub fn critical_rate(curvature: f64, mu: f64) -> f64 {
    let _ = mu;
    4.0 / curvature
}
