//! caught-by: it_is_three_times_as_fast
//! message: each addition still waits

/// Cuts into pieces, and adds all of them to one sum.
pub fn dot(x: &[f32], y: &[f32]) -> f32 {
    let mut sum = 0.0;
    for (x, y) in x.chunks(32).zip(y.chunks(32)) {
        for (x, y) in x.iter().zip(y) {
            sum += x * y;
        }
    }
    sum
}
