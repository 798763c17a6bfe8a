//! caught-by: each_weight_meets_the_pixel_under_it
//! message: rows and columns are exchanged

/// Takes the kernel's rows for its columns.
pub fn at_one_position(w: [[f32; 3]; 3], x: [[f32; 3]; 3]) -> f32 {
    (0..9).map(|n| w[n % 3][n / 3] * x[n / 3][n % 3]).sum()
}
