//! caught-by: negative_pixels_count_as_well
//! message: a pixel counts with its sign

/// What a kernel makes of one patch: `z = Σ w(i, j)·x(i, j)`.
pub fn at_one_position(w: [[f32; 3]; 3], x: [[f32; 3]; 3]) -> f32 {
    // Row by row, the kernel as it is: each weight with the pixel under it.
    (0..9).map(|n| w[n / 3][n % 3] * x[n / 3][n % 3].abs()).sum()
}
