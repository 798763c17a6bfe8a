//! caught-by: it_is_the_slope_that_is_measured
//! message: the product rule adds its two terms

/// Subtracts the second term, as the rule for a fraction does.
pub fn silu_slope(z: f64) -> f64 {
    let gate = 1.0 / (1.0 + (-z).exp());
    gate - z * gate * (1.0 - gate)
}
