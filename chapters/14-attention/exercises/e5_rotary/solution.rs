//! Solution of 14.5.

/// Turns a query or a key by its position, in place: pair `i`, the features `i` and `i + d/2`, by the
/// angle `position·10000^(−2i/d)`.
///
/// # Shapes
/// `x`: `d`, an even number.
pub fn rotate(x: &mut [f64], position: usize) {
    let d = x.len();
    for i in 0..d / 2 {
        let angle = position as f64 * 10_000f64.powf(-2.0 * i as f64 / d as f64);
        let (sin, cos) = angle.sin_cos();
        // Both features are read before either is written: the second line needs the old a.
        let (a, b) = (x[i], x[i + d / 2]);
        x[i] = a * cos - b * sin;
        x[i + d / 2] = a * sin + b * cos;
    }
}
