//! caught-by: a_negative_sum_gives_zero
//! message: Nothing leaks through

/// Writes the leaky rectifier.
pub fn relu(z: f64) -> f64 {
    if z > 0.0 { z } else { 0.01 * z }
}

pub fn relu_slope(z: f64) -> f64 {
    if z > 0.0 { 1.0 } else { 0.0 }
}
