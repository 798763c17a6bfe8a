//! SIMD reductions: sum, inner product and maximum.

use crate::Float;

/// Independent partial sums: an addition need not wait for the one before it.
const LANES: usize = 16;

/// Reduces the lanes pairwise, halves upon each other: four dependent steps, not sixteen.
#[inline(always)]
fn reduce_lanes<T: Float>(mut lanes: [T; LANES], f: impl Fn(T, T) -> T) -> T {
    for half in [8, 4, 2, 1] {
        for i in 0..half {
            lanes[i] = f(lanes[i], lanes[i + half]);
        }
    }
    lanes[0]
}

/// Up to this many elements are added by one core; longer slices are halved, and the halves added
/// in parallel. Only the length decides where.
const PAR_SUM_MIN_LEN: usize = 1 << 16;

/// The sum of the elements of `x`, in sixteen partial sums.
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
    let (blocks, remainder) = x.as_chunks::<LANES>();
    let mut lanes = [T::zero(); LANES];
    for block in blocks {
        for (lane, x) in lanes.iter_mut().zip(block) {
            *lane += *x;
        }
    }
    remainder.iter().fold(reduce_lanes(lanes, |a, b| a + b), |total, x| total + *x)
}

/// The inner product `Σ xᵢ·yᵢ`, in sixteen partial sums.
///
/// # Panics
/// If the lengths differ.
///
/// ```
/// assert_eq!(numeric::dot(&[1.0, 2.0], &[3.0, 4.0]), 11.0);
/// ```
#[track_caller]
pub fn dot<T: Float>(x: &[T], y: &[T]) -> T {
    let (x_len, y_len) = (x.len(), y.len());
    assert!(
        x_len == y_len,
        "dot: x ({x_len}) and y ({y_len}) do not fit: they must be equally long"
    );
    let (x_blocks, x_remainder) = x.as_chunks::<LANES>();
    let (y_blocks, y_remainder) = y.as_chunks::<LANES>();
    let mut lanes = [T::zero(); LANES];
    for (x, y) in x_blocks.iter().zip(y_blocks) {
        for (lane, (x, y)) in lanes.iter_mut().zip(x.iter().zip(y)) {
            *lane += *x * *y;
        }
    }
    let pairs = x_remainder.iter().zip(y_remainder);
    pairs.fold(T::zero(), |total, (x, y)| total + *x * *y) + reduce_lanes(lanes, |a, b| a + b)
}

/// The maximum of the elements of `x`, and −∞ if there is none. A NaN is ignored.
///
/// ```
/// assert_eq!(numeric::max(&[1.0, f64::NAN, 3.0, 2.0]), 3.0);
/// ```
pub fn max<T: Float>(x: &[T]) -> T {
    let larger = |max: T, x: T| if x > max { x } else { max };
    let (blocks, remainder) = x.as_chunks::<LANES>();
    let mut lanes = [T::of(f64::NEG_INFINITY); LANES];
    for block in blocks {
        for (lane, x) in lanes.iter_mut().zip(block) {
            *lane = larger(*lane, *x);
        }
    }
    remainder.iter().fold(reduce_lanes(lanes, larger), |max, x| larger(max, *x))
}
