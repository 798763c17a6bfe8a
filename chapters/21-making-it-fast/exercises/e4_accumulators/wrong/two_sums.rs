//! caught-by: it_is_three_times_as_fast
//! message: take more sums

/// Keeps a sum of the even and one of the odd elements.
pub fn dot(x: &[f32], y: &[f32]) -> f32 {
    let (mut even, mut odd) = (0.0, 0.0);
    let (x_pairs, y_pairs) = (x.chunks_exact(2), y.chunks_exact(2));
    for (x, y) in x_pairs.remainder().iter().zip(y_pairs.remainder()) {
        even = x * y;
    }
    for (x, y) in x_pairs.zip(y_pairs) {
        even += x[0] * y[0];
        odd += x[1] * y[1];
    }
    even + odd
}
