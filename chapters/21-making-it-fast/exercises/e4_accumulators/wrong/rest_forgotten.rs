//! caught-by: every_element_counts_once
//! message: no element counts

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
    let _ = (x_rest, y_rest);
    sums.iter().sum()
}

/// A multiple of [`SUMS`] elements, and those that are left.
fn split(values: &[f32]) -> [&[f32]; 2] {
    values.split_at(values.len() / SUMS * SUMS).into()
}
