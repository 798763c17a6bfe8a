//! caught-by: each_pair_has_its_own_angle
//! message: pairs are counted from 1

/// Counts pairs from 1.
///
/// # Shapes
/// `x`: `d`, an even number.
pub fn rotate(x: &mut [f64], position: usize) {
    let d = x.len();
    for i in 0..d / 2 {
        let angle = position as f64 * 10_000f64.powf(-2.0 * (i + 1) as f64 / d as f64);
        let (sin, cos) = angle.sin_cos();
        let (a, b) = (x[i], x[i + d / 2]);
        x[i] = a * cos - b * sin;
        x[i + d / 2] = a * sin + b * cos;
    }
}
