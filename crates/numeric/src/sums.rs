//! Sums that keep the vector units busy.

use crate::Float;

/// Running sums side by side: an addition need not wait for the one before it.
const LANES: usize = 16;

/// The sum of all numbers of `x`, added in sixteen lanes.
///
/// ```
/// assert_eq!(numeric::sum(&[1.0, 2.0, 3.5]), 6.5);
/// ```
pub fn sum<T: Float>(x: &[T]) -> T {
    let (blocks, rest) = x.as_chunks::<LANES>();
    let mut lanes = [T::zero(); LANES];
    for block in blocks {
        for (lane, x) in lanes.iter_mut().zip(block) {
            *lane += *x;
        }
    }
    lanes.iter().chain(rest).fold(T::zero(), |total, x| total + *x)
}

/// The inner product `Σ xᵢ·yᵢ`, added in sixteen lanes.
///
/// # Panics
/// If the lengths differ.
///
/// ```
/// assert_eq!(numeric::dot(&[1.0, 2.0], &[3.0, 4.0]), 11.0);
/// ```
#[track_caller]
pub fn dot<T: Float>(x: &[T], y: &[T]) -> T {
    assert_eq!(x.len(), y.len(), "dot: the vectors must have the same length");
    let ((x_blocks, x_rest), (y_blocks, y_rest)) = (x.as_chunks::<LANES>(), y.as_chunks::<LANES>());
    let mut lanes = [T::zero(); LANES];
    for (x, y) in x_blocks.iter().zip(y_blocks) {
        for (lane, (x, y)) in lanes.iter_mut().zip(x.iter().zip(y)) {
            *lane += *x * *y;
        }
    }
    let rest = x_rest.iter().zip(y_rest).fold(T::zero(), |total, (x, y)| total + *x * *y);
    lanes.iter().fold(rest, |total, lane| total + *lane)
}
