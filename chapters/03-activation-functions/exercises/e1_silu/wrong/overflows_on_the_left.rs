//! caught-by: far_out_it_is_flat_or_one
//! message: NaN comes of ∞/∞ or 0·∞

/// Brings both terms to a common denominator.
pub fn silu_slope(z: f64) -> f64 {
    let e = (-z).exp();
    (1.0 + e + z * e) / (1.0 + e).powi(2)
}
