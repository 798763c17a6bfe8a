//! caught-by: far_out_it_is_flat_or_one
//! message: NaN comes of ∞/∞ or 0·∞

/// Writes the sigmoid as `eᶻ / (1 + eᶻ)`.
pub fn silu_slope(z: f64) -> f64 {
    let gate = z.exp() / (1.0 + z.exp());
    gate + z * gate * (1.0 - gate)
}
