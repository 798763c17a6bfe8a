//! caught-by: one_pair
//! message: read both before you write

/// Writes the first feature before the second is made.
///
/// # Shapes
/// `x`: `d`, an even number.
pub fn rotate(x: &mut [f64], position: usize) {
    let d = x.len();
    for i in 0..d / 2 {
        let angle = position as f64 * 10_000f64.powf(-2.0 * i as f64 / d as f64);
        let (sin, cos) = angle.sin_cos();
        let b = x[i + d / 2];
        x[i] = x[i] * cos - b * sin;
        x[i + d / 2] = x[i] * sin + b * cos;
    }
}
