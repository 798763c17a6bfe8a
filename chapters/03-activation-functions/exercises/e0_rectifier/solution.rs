//! Solution of 3.0.

/// The rectifier `max(z, 0)`.
pub fn relu(z: f64) -> f64 {
    // `z.max(0.0)` is the same for every number. It differs for NaN, which this lets pass: an error
    // before the rectifier stays visible after it.
    if z < 0.0 { 0.0 } else { z }
}

/// The rectifier's slope at `z`: 1 or 0, and 0 at the kink.
pub fn relu_slope(z: f64) -> f64 {
    // With `>` the kink itself belongs to the side of the zeros.
    if z > 0.0 { 1.0 } else { 0.0 }
}
