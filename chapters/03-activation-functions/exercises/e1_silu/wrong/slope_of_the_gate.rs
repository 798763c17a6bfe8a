//! caught-by: it_is_the_slope_that_is_measured
//! message: the first term is missing

/// Takes the factor z for a constant.
pub fn silu_slope(z: f64) -> f64 {
    let gate = 1.0 / (1.0 + (-z).exp());
    z * gate * (1.0 - gate)
}
