//! caught-by: a_negative_sum_gives_zero
//! message: That is the absolute value

/// Turns a negative sum round, in place of holding it back.
pub fn relu(z: f64) -> f64 {
    z.abs()
}

pub fn relu_slope(z: f64) -> f64 {
    if z > 0.0 { 1.0 } else { 0.0 }
}
