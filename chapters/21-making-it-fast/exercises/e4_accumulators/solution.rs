//! Solution of 21.4.
//!
//! 32 sums are two registers of 16 numbers, or four of 8. Additions to different registers need not wait
//! for each other. That they are added in another order makes the result no worse: each sum has fewer
//! terms, so its rounding errors are smaller.

/// How many sums there are: as many elements are taken at a time.
const SUMS: usize = 32;

/// The dot product `Σ x(i)·y(i)` of two slices of the same length.
pub fn dot(x: &[f32], y: &[f32]) -> f32 {
    let ([x, x_rest], [y, y_rest]) = (split(x), split(y));
    let mut sums = [0.0; SUMS];
    for (x, y) in x.chunks_exact(SUMS).zip(y.chunks_exact(SUMS)) {
        // The lengths are known here: the compiler makes vector instructions of this loop.
        for (sum, (x, y)) in sums.iter_mut().zip(x.iter().zip(y)) {
            *sum += x * y;
        }
    }
    let rest: f32 = x_rest.iter().zip(y_rest).map(|(x, y)| x * y).sum();
    sums.iter().sum::<f32>() + rest
}

/// A multiple of [`SUMS`] elements, and those that are left.
fn split(values: &[f32]) -> [&[f32]; 2] {
    values.split_at(values.len() / SUMS * SUMS).into()
}
