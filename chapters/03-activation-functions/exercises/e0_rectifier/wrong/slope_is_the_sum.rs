//! caught-by: the_slope_is_one_on_the_right
//! message: That is the sum

pub fn relu(z: f64) -> f64 {
    z.max(0.0)
}

/// Writes the function again.
pub fn relu_slope(z: f64) -> f64 {
    if z > 0.0 { z } else { 0.0 }
}
