//! The greatest and the smallest element along axes, and reductions whose order does not matter.

use numeric::Float;
use tensor::{Reduction, Shape, Tensor, reduce_to};

/// The greater one, or NaN if one is: a comparison with NaN is false, which would hide it.
fn max<T: Float>(a: T, b: T) -> T {
    if a > b || a.as_f64().is_nan() { a } else { b }
}

fn min<T: Float>(a: T, b: T) -> T {
    if a < b || a.as_f64().is_nan() { a } else { b }
}

/// The maximum along the axes on which `kept` has the length 1; NaN if one of the elements is.
pub(crate) fn max_axes<T: Float>(x: &Tensor<T>, kept: Shape) -> Tensor<T> {
    reduce_to(x, kept, in_lanes(max, "JOIN(a, b) (a > b || a != a ? a : b)"))
}

/// The minimum along the axes on which `kept` has the length 1; NaN if one of the elements is.
pub(crate) fn min_axes<T: Float>(x: &Tensor<T>, kept: Shape) -> Tensor<T> {
    reduce_to(x, kept, in_lanes(min, "JOIN(a, b) (a < b || a != a ? a : b)"))
}

/// Partial results, so that a comparison need not wait for the one before it.
const LANES: usize = 16;

/// The reduction by `join`; the elements of a row may be joined in any order.
pub(crate) fn in_lanes<T: Float>(
    join: impl Fn(T, T) -> T + Sync + Copy,
    cuda: &'static str,
) -> Reduction<T, impl Fn(&[T]) -> T + Sync, impl Fn(T, T) -> T + Sync> {
    let rows = move |x: &[T]| {
        let (blocks, rest) = x.as_chunks::<LANES>();
        let Some((first, blocks)) = blocks.split_first() else {
            return rest[1..].iter().fold(rest[0], |y, x| join(y, *x));
        };
        let mut lanes = *first;
        for block in blocks {
            for (lane, x) in lanes.iter_mut().zip(block) {
                *lane = join(*lane, *x);
            }
        }
        lanes[1..].iter().chain(rest).fold(lanes[0], |y, x| join(y, *x))
    };
    Reduction { empty: T::zero(), rows, join, cuda }
}
