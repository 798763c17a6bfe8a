//! The numerical derivative.

/// The numerical derivative by the central difference `(f(x + h) − f(x − h)) / 2h`, an estimate of
/// `f'(x)` whose error shrinks with `h²`.
///
/// ```
/// let slope = numeric::central_difference(|x| x * x * x, 2.0, 1e-5);
/// assert!((slope - 12.0).abs() < 1e-9);
/// ```
pub fn central_difference(mut f: impl FnMut(f64) -> f64, x: f64, h: f64) -> f64 {
    // The step that was really taken: x ± h is rounded to the nearest representable value.
    let (up, down) = (x + h, x - h);
    (f(up) - f(down)) / (up - down)
}
