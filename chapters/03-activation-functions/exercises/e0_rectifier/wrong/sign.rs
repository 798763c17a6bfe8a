//! caught-by: the_slope_is_zero_on_the_left
//! message: the rectifier is flat on the left

pub fn relu(z: f64) -> f64 {
    z.max(0.0)
}

/// Takes the sign for the slope.
pub fn relu_slope(z: f64) -> f64 {
    z.signum()
}
