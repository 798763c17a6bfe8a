//! The loops of max pooling.

use crate::PoolShape;
use crate::compare::{gt_or_nan, is_nan};
use crate::window::Span;
use numeric::Float;

/// [`max_pool2d_forward`](crate::max_pool2d_forward), in parallel over the channels.
pub(crate) fn forward<T: Float>(shape: &PoolShape, x: &[T], y: &mut [T]) {
    let (input_len, output_len) = (shape.input.area(), shape.output.area());
    let (rows, columns) = (shape.rows(), shape.columns());
    shape.par_channels(y, output_len, [(x, input_len)], &|y, [x], maxima| {
        if shape.tile() == Some(2.into()) {
            return forward_2x2(shape, x, y);
        }
        // First the maximum of each column in the rows of a window, then of the columns.
        for (y, rows) in y.chunks_exact_mut(shape.output.width).zip(&rows) {
            maxima.copy_from_slice(&x[rows.start * shape.input.width..][..shape.input.width]);
            for i in rows.indices().skip(1) {
                let x = &x[i * shape.input.width..][..shape.input.width];
                maxima.iter_mut().zip(x).for_each(|(max, x)| *max = nan_max(*max, *x));
            }
            for (y, columns) in y.iter_mut().zip(&columns) {
                let start = T::of(f64::NEG_INFINITY);
                *y = columns.fold(maxima, start, nan_max);
            }
        }
    });
}

/// [`max_pool2d_backward`](crate::max_pool2d_backward), in parallel over the channels.
pub(crate) fn backward<T: Float>(shape: &PoolShape, [x, y, dy]: [&[T]; 3], dx: &mut [T]) {
    let (input_len, output_len) = (shape.input.area(), shape.output.area());
    let (rows, columns) = (shape.rows(), shape.columns());
    shape.par_channels(
        dx,
        input_len,
        [(x, input_len), (y, output_len), (dy, output_len)],
        &|dx, [x, y, dy], _| {
            // A NaN is equal to nothing, so that the loops without branches would not find it.
            let some_nan = y.iter().fold(false, |some, y| some | is_nan(*y));
            if shape.tile() == Some(2.into()) && !some_nan {
                return backward_2x2(shape, [x, y, dy], dx);
            }
            dx.fill(T::zero());
            let windows = rows.iter().flat_map(|rows| columns.iter().map(move |c| [rows, c]));
            for (window, (y, dy)) in windows.zip(y.iter().zip(dy)) {
                dx[argmax(window, shape.input.width, x, *y)] += *dy;
            }
        },
    );
}

/// For each `y`, the index in its channel of the element that is the maximum.
pub(crate) fn indices<T: Float>(shape: &PoolShape, x: &[T], y: &[T]) -> Vec<usize> {
    let (rows, columns) = (shape.rows(), shape.columns());
    let channels = x.chunks_exact(shape.input.area()).zip(y.chunks_exact(shape.output.area()));
    let mut indices = Vec::with_capacity(y.len());
    for (x, y) in channels {
        let windows = rows.iter().flat_map(|rows| columns.iter().map(move |c| [rows, c]));
        indices.extend(windows.zip(y).map(|(window, y)| argmax(window, shape.input.width, x, *y)));
    }
    indices
}

/// The first element under a window that is `y`; if `y` is NaN, the last that is NaN.
///
/// From the last to the first, and without a branch: which element it is, no processor can predict.
#[inline(always)]
fn argmax<T: Float>([rows, columns]: [&Span; 2], width: usize, x: &[T], y: T) -> usize {
    let mut found = rows.start * width + columns.start;
    if is_nan(y) {
        for i in rows.indices() {
            for j in columns.indices().map(|j| i * width + j) {
                found = if is_nan(x[j]) { j } else { found };
            }
        }
        return found;
    }
    for i in rows.indices().rev() {
        for j in columns.indices().rev().map(|j| i * width + j) {
            found = if x[j] == y { j } else { found };
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
