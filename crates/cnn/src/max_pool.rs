//! The loops of max pooling.

use crate::PoolShape;
use crate::compare::{gt_or_nan, is_nan};
use numeric::Float;

/// [`max_pool2d_forward`](crate::max_pool2d_forward), in parallel over the channels.
pub(crate) fn forward<T: Float>(shape: &PoolShape, x: &[T], y: &mut [T]) {
    let (input_len, output_len) = (shape.input.area(), shape.output.area());
    PoolShape::par_channels(y, output_len, [(x, input_len)], &|y, [x]| {
        if shape.is_tiling(2.into()) {
            return forward_2x2(shape, x, y);
        }
        for (row, y) in y.chunks_exact_mut(shape.output.width).enumerate() {
            y.fill(T::of(f64::NEG_INFINITY));
            for i in shape.rows(row) {
                take_row(shape, &x[i * shape.input.width..][..shape.input.width], y);
            }
        }
    });
}

/// Takes one row of the input into the maxima of an output row.
#[inline(always)]
fn take_row<T: Float>(shape: &PoolShape, x: &[T], y: &mut [T]) {
    for (column, y) in y.iter_mut().enumerate() {
        *y = x[shape.columns(column)].iter().fold(*y, |y, x| nan_max(y, *x));
    }
}

/// [`max_pool2d_backward`](crate::max_pool2d_backward), in parallel over the channels.
pub(crate) fn backward<T: Float>(shape: &PoolShape, [x, y, dy]: [&[T]; 3], dx: &mut [T]) {
    let (input_len, output_len) = (shape.input.area(), shape.output.area());
    PoolShape::par_channels(
        dx,
        input_len,
        [(x, input_len), (y, output_len), (dy, output_len)],
        &|dx, [x, y, dy]| {
            // A NaN is equal to nothing, so that the loops without branches would not find it.
            let some_nan = y.iter().fold(false, |some, y| some | is_nan(*y));
            if shape.is_tiling(2.into()) && !some_nan {
                return backward_2x2(shape, [x, y, dy], dx);
            }
            dx.fill(T::zero());
            let rows = y.chunks_exact(shape.output.width).zip(dy.chunks_exact(shape.output.width));
            for (row, (y, dy)) in rows.enumerate() {
                for (column, (y, dy)) in y.iter().zip(dy).enumerate() {
                    let pixel = argmax_in_window(shape, x, [row, column], *y);
                    dx[pixel] += *dy;
                }
            }
        },
    );
}

/// The first pixel under the window at this output position that is `y`; if `y` is NaN, the last
/// that is NaN.
#[inline(always)]
fn argmax_in_window<T: Float>(
    shape: &PoolShape,
    x: &[T],
    [row, column]: [usize; 2],
    y: T,
) -> usize {
    let (rows, columns) = (shape.rows(row), shape.columns(column));
    let width = shape.input.width;
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

/// The maximum of two values, NaN being greater than all.
#[inline(always)]
fn nan_max<T: Float>(a: T, b: T) -> T {
    if gt_or_nan(b, a) { b } else { a }
}

/// The pairs of rows of a channel under one output row, each row in pairs of pixels; a last column
/// without a partner is left out.
fn row_pairs<'a, T>(shape: &PoolShape, x: &'a [T]) -> impl Iterator<Item = [&'a [[T; 2]]; 2]> {
    let width = shape.input.width;
    x.chunks_exact(2 * width).map(move |rows| {
        let (upper, lower) = rows.split_at(width);
        [upper.as_chunks().0, lower.as_chunks().0]
    })
}

/// The maxima of two by two pixels of one channel: the window that nearly every network has, in
/// loops without branches, which the compiler turns into vector instructions.
fn forward_2x2<T: Float>(shape: &PoolShape, x: &[T], y: &mut [T]) {
    let rows = y.chunks_exact_mut(shape.output.width);
    for (y, [upper, lower]) in rows.zip(row_pairs(shape, x)) {
        for ((y, [a, b]), [c, d]) in y.iter_mut().zip(upper).zip(lower) {
            *y = nan_max(nan_max(*a, *b), nan_max(*c, *d));
        }
    }
}

// ANCHOR: gradient
/// The gradient of one channel without NaN: the first of four pixels that is the maximum gets all
/// of it.
///
/// Which of them that is, no processor can predict, and a misprediction costs more than the sums:
/// so each row is a loop of its own, short enough for the compiler to see that it needs no
/// branches.
fn backward_2x2<T: Float>(shape: &PoolShape, [x, y, dy]: [&[T]; 3], dx: &mut [T]) {
    let (width, output_width) = (shape.input.width, shape.output.width);
    if shape.output.area() * 4 < shape.input.area() {
        // A row or a column at the edge is part of no window.
        dx.fill(T::zero());
    }
    let unless = |is: bool, rest: T| if is { T::zero() } else { rest };
    let outputs = y.chunks_exact(output_width).zip(dy.chunks_exact(output_width));
    let rows = dx.chunks_exact_mut(2 * width).zip(row_pairs(shape, x));
    for ((dx, [upper, lower]), (y, dy)) in rows.zip(outputs) {
        let (above, below) = dx.split_at_mut(width);
        let (above, below) = (above.as_chunks_mut().0, below.as_chunks_mut().0);
        let outputs = y.iter().zip(dy);
        for ((&[a, b], dst), (&y, &dy)) in upper.iter().zip(above).zip(outputs.clone()) {
            *dst = [unless(a != y, dy), unless(b != y, unless(a == y, dy))];
        }
        for (((&[a, b], &[c, _]), dst), (&y, &dy)) in
            upper.iter().zip(lower).zip(below).zip(outputs)
        {
            let rest = unless(b == y, unless(a == y, dy));
            *dst = [unless(c != y, rest), unless(c == y, rest)];
        }
    }
}
// ANCHOR_END: gradient
