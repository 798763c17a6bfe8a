//! caught-by: agrees_with_the_program
//! message: only the diagonal counts

/// Has one loop where there should be two.
pub fn at_one_position(w: [[f32; 3]; 3], x: [[f32; 3]; 3]) -> f32 {
    (0..3).map(|i| w[i][i] * x[i][i]).sum()
}
