//! caught-by: agrees_with_paper
//! message: σ is turned

/// Forgets the minus sign in the sigmoid.
pub fn silu_slope(z: f64) -> f64 {
    let gate = 1.0 / (1.0 + z.exp());
    gate + z * gate * (1.0 - gate)
}
