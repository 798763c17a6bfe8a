//! caught-by: agrees_with_paper
//! message: the product rule has a second term

/// Takes the gate for a constant.
pub fn silu_slope(z: f64) -> f64 {
    1.0 / (1.0 + (-z).exp())
}
