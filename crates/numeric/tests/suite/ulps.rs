//! Errors in units of the last place.

/// How far `found` is from `exact`, in units of the last place of `exact` as `f32`.
pub fn ulps(found: f32, exact: f64) -> f64 {
    let near = (exact.abs() as f32).max(f32::MIN_POSITIVE);
    let unit = f64::from(f32::from_bits(near.to_bits() + 1)) - f64::from(near);
    (f64::from(found) - exact).abs() / unit
}

/// The maximum, or NaN if there is one.
pub fn max_or_nan(errors: impl Iterator<Item = f64>) -> f64 {
    errors.fold(0.0, |max, ulps| if ulps > max || ulps.is_nan() { ulps } else { max })
}
