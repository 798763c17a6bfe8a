//! caught-by: it_is_three_times_as_fast
//! message: take more sums

/// Keeps a sum of the even and one of the odd elements.
pub fn dot(x: &[f32], y: &[f32]) -> f32 {
    let (mut even, mut odd) = (0.0, 0.0);
    for (x, y) in x.chunks(2).zip(y.chunks(2)) {
        even += x[0] * y[0];
        if x.len() > 1 {
            odd += x[1] * y[1];
        }
    }
    even + odd
}
