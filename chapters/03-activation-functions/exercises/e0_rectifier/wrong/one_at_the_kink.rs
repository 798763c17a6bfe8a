//! caught-by: both_are_zero_at_the_kink
//! message: At the kink the slope counts as 0 (>, not >=)

pub fn relu(z: f64) -> f64 {
    z.max(0.0)
}

/// Compares with `>=`.
pub fn relu_slope(z: f64) -> f64 {
    if z >= 0.0 { 1.0 } else { 0.0 }
}
