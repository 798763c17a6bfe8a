//! caught-by: agrees_with_paper
//! message: the exponent is −i/d

/// Forgets the factor 2.
///
/// # Shapes
/// `x`: `d`, an even number.
pub fn rotate(x: &mut [f64], position: usize) {
    let d = x.len();
    for i in 0..d / 2 {
        let angle = position as f64 * 10_000f64.powf(-(i as f64) / d as f64);
        let (sin, cos) = angle.sin_cos();
        let (a, b) = (x[i], x[i + d / 2]);
        x[i] = a * cos - b * sin;
        x[i + d / 2] = a * sin + b * cos;
    }
}
