//! The largest number under a window.

use super::{Pool2dOptions, PoolShape, max_2x2};
use crate::compiled::Kernels;
use numeric::Float;

// ANCHOR: max_pool2d_forward
/// The largest number under the window at each of its places: `y(p, q) = max x(s·p + i − pad, s·q + j − pad)`.
/// What stands out over an edge does not count. A NaN is larger than every number, so that a fault
/// earlier in the network is not hidden.
///
/// # Shapes
/// `x`: channels of `pools.input`, `y`: as many of `pools.output`.
///
/// # Panics
/// If the lengths do not fit.
#[track_caller]
pub fn max_pool2d_forward<T: Float>(pools: &PoolShape, x: &[T], y: &mut [T]) {
    check(pools, x, y);
    (Kernels::get().max_pool2d_forward)(pools, x, y);
}
// ANCHOR_END: max_pool2d_forward

/// What [`max_pool2d_forward`] does.
pub(crate) fn max_pool_channels<T: Float>(pools: &PoolShape, x: &[T], y: &mut [T]) {
    let (from, to) = (pools.input.area(), pools.output.area());
    PoolShape::par_channels(y, to, [(x, from)], &|y, [x]| {
        if pools.options == Pool2dOptions::new(2) {
            return max_2x2::forward(pools, x, y);
        }
        for (row, y) in y.chunks_exact_mut(pools.output.width).enumerate() {
            y.fill(T::of(f64::NEG_INFINITY));
            for i in pools.rows(row) {
                forward(pools, &x[i * pools.input.width..][..pools.input.width], y);
            }
        }
    });
}

/// Puts the largest number of one row under each place of the window in the place of a smaller one.
#[inline(always)]
fn forward<T: Float>(pools: &PoolShape, x: &[T], y: &mut [T]) {
    for (place, y) in y.iter_mut().enumerate() {
        *y = x[pools.columns(place)].iter().fold(*y, |y, x| nan_max(y, *x));
    }
}

// ANCHOR: max_pool2d_backward
/// The gradient of [`max_pool2d_forward`]: the pixel that was the largest gets all of it,
/// `∂x(u, v) = Σ dy(p, q)` over the places whose largest number it was. Of several that were equally
/// large the first counts, in the order of rows, and of several NaN the last, as in PyTorch.
///
/// # Shapes
/// `x` and `dx`: channels of `pools.input`, `y` and `dy`: as many of `pools.output`.
///
/// # Panics
/// If the lengths do not fit.
#[track_caller]
pub fn max_pool2d_backward<T: Float>(pools: &PoolShape, [x, y, dy]: [&[T]; 3], dx: &mut [T]) {
    check(pools, x, y);
    assert!(dx.len() == x.len() && dy.len() == y.len(), "max_pool2d_backward: as x and y");
    (Kernels::get().max_pool_backward)(pools, [x, y, dy], dx);
}
// ANCHOR_END: max_pool2d_backward

/// What [`max_pool2d_backward`] does.
pub(crate) fn max_pool_gradient_channels<T: Float>(
    pools: &PoolShape,
    [x, y, dy]: [&[T]; 3],
    dx: &mut [T],
) {
    let (from, to) = (pools.input.area(), pools.output.area());
    PoolShape::par_channels(dx, from, [(x, from), (y, to), (dy, to)], &|dx, [x, y, dy]| {
        // A NaN is equal to nothing, so that the loops without branches would not find it.
        let some_nan = y.iter().fold(false, |some, y| some | is_nan(*y));
        if pools.options == Pool2dOptions::new(2) && !some_nan {
            return max_2x2::backward(pools, [x, y, dy], dx);
        }
        dx.fill(T::zero());
        let rows = y.chunks_exact(pools.output.width).zip(dy.chunks_exact(pools.output.width));
        for (row, (y, dy)) in rows.enumerate() {
            for (place, (y, dy)) in y.iter().zip(dy).enumerate() {
                let pixel = argmax_in_window(pools, x, [row, place], *y);
                dx[pixel] += *dy;
            }
        }
    });
}

/// The first pixel under the window at this place that is `y`; if `y` is NaN, the last that is NaN.
#[inline(always)]
fn argmax_in_window<T: Float>(pools: &PoolShape, x: &[T], [row, place]: [usize; 2], y: T) -> usize {
    let (rows, columns) = (pools.rows(row), pools.columns(place));
    let width = pools.input.width;
    let mut found = rows.start * width + columns.start;
    for i in rows {
        for j in columns.clone() {
            let pixel = i * width + j;
            if x[pixel] == y {
                return pixel;
            }
            if is_nan(x[pixel]) {
                found = pixel;
            }
        }
    }
    found
}

/// The larger of two numbers, NaN being larger than all.
#[inline(always)]
pub(super) fn nan_max<T: Float>(a: T, b: T) -> T {
    if gt_or_nan(b, a) { b } else { a }
}

/// Whether `a` is larger than `b`, or NaN.
#[inline(always)]
pub(crate) fn gt_or_nan<T: Float>(a: T, b: T) -> bool {
    a > b || is_nan(a)
}

#[inline(always)]
#[expect(clippy::eq_op, reason = "only NaN differs from itself")]
fn is_nan<T: Float>(a: T) -> bool {
    a != a
}

#[track_caller]
fn check<T>(pools: &PoolShape, x: &[T], y: &[T]) {
    let channels = x.len() / pools.input.area().max(1);
    assert_eq!(x.len(), channels * pools.input.area(), "max_pool2d_forward: whole channels");
    assert_eq!(
        y.len(),
        channels * pools.output.area(),
        "max_pool2d_forward: one answer for each channel"
    );
}
