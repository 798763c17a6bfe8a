//! Sums, and a maximum, that keep the vector units busy.

use crate::Float;

/// Running sums side by side: an addition need not wait for the one before it.
const LANES: usize = 16;

/// The lanes made one, halves upon each other: four steps that wait for one another, not sixteen.
#[inline(always)]
fn reduce_lanes<T: Float>(mut lanes: [T; LANES], f: impl Fn(T, T) -> T) -> T {
    for half in [8, 4, 2, 1] {
        for i in 0..half {
            lanes[i] = f(lanes[i], lanes[i + half]);
        }
    }
    lanes[0]
}

/// So many numbers are added by one core; more are halved, and the halves shared among the cores of
/// the pool. Only the length decides where.
const PAR_SUM_MIN_LEN: usize = 1 << 16;

/// The sum of all numbers of `x`, added in sixteen lanes.
///
/// ```
/// assert_eq!(numeric::sum(&[1.0, 2.0, 3.5]), 6.5);
/// ```
pub fn sum<T: Float>(x: &[T]) -> T {
    if x.len() > PAR_SUM_MIN_LEN {
        let (left, right) = x.split_at(x.len().div_ceil(2 * LANES) * LANES);
        let (left, right) = rayon::join(|| sum(left), || sum(right));
        return left + right;
    }
    let (blocks, rest) = x.as_chunks::<LANES>();
    let mut lanes = [T::zero(); LANES];
    for block in blocks {
        for (lane, x) in lanes.iter_mut().zip(block) {
            *lane += *x;
        }
    }
    rest.iter().fold(reduce_lanes(lanes, |a, b| a + b), |total, x| total + *x)
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
    rest + reduce_lanes(lanes, |a, b| a + b)
}

/// The largest number of `x`, and −∞ if there is none. A NaN is passed over.
///
/// ```
/// assert_eq!(numeric::largest(&[1.0, f64::NAN, 3.0, 2.0]), 3.0);
/// ```
pub fn max<T: Float>(x: &[T]) -> T {
    let larger = |top: T, x: T| if x > top { x } else { top };
    let (blocks, rest) = x.as_chunks::<LANES>();
    let mut lanes = [T::of(f64::NEG_INFINITY); LANES];
    for block in blocks {
        for (lane, x) in lanes.iter_mut().zip(block) {
            *lane = larger(*lane, *x);
        }
    }
    rest.iter().fold(reduce_lanes(lanes, larger), |top, x| larger(top, *x))
}
