//! caught-by: each_pair_has_its_own_angle
//! message: all pairs turn alike

/// Turns all pairs by the same angle.
///
/// # Shapes
/// `x`: `d`, an even number.
pub fn rotate(x: &mut [f64], position: usize) {
    let d = x.len();
    for i in 0..d / 2 {
        let angle = position as f64;
        let (sin, cos) = angle.sin_cos();
        let (a, b) = (x[i], x[i + d / 2]);
        x[i] = a * cos - b * sin;
        x[i + d / 2] = a * sin + b * cos;
    }
}
