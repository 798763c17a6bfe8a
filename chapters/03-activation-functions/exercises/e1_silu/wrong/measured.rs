//! caught-by: it_is_the_formula_not_a_measurement
//! message: is it a slope that was measured

/// Measures the slope in place of deriving it.
pub fn silu_slope(z: f64) -> f64 {
    let silu = |z: f64| z / (1.0 + (-z).exp());
    (silu(z + 1e-5) - silu(z - 1e-5)) / 2e-5
}
