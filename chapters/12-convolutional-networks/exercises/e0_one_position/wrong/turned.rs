//! caught-by: each_weight_meets_the_pixel_under_it
//! message: the kernel is turned by half a circle

/// Turns the kernel, as a mathematician's convolution does.
pub fn at_one_position(w: [[f32; 3]; 3], x: [[f32; 3]; 3]) -> f32 {
    (0..9).map(|n| w[2 - n / 3][2 - n % 3] * x[n / 3][n % 3]).sum()
}
