//! caught-by: the_products_are_added
//! message: that is their mean

/// Divides by the number of weights.
pub fn at_one_position(w: [[f32; 3]; 3], x: [[f32; 3]; 3]) -> f32 {
    (0..9).map(|n| w[n / 3][n % 3] * x[n / 3][n % 3]).sum::<f32>() / 9.0
}
