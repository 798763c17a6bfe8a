//! Maxima of two by two pixels: the window that nearly every network has, in loops without branches,
//! which the compiler turns into vector instructions.

use super::PoolShape;
use super::max::nan_max;
use numeric::Float;

/// The pairs of rows of a channel that a row of places covers; what is over at the right is no part
/// of a pair.
fn row_pairs<'a, T>(pools: &PoolShape, x: &'a [T]) -> impl Iterator<Item = [&'a [[T; 2]]; 2]> {
    let width = pools.input.width;
    x.chunks_exact(2 * width).map(move |rows| {
        let (upper, lower) = rows.split_at(width);
        [upper.as_chunks().0, lower.as_chunks().0]
    })
}

/// The largest numbers of one channel.
pub(super) fn forward<T: Float>(pools: &PoolShape, x: &[T], y: &mut [T]) {
    let rows = y.chunks_exact_mut(pools.output.width);
    for (y, [upper, lower]) in rows.zip(row_pairs(pools, x)) {
        for ((y, [a, b]), [c, d]) in y.iter_mut().zip(upper).zip(lower) {
            *y = nan_max(nan_max(*a, *b), nan_max(*c, *d));
        }
    }
}

// ANCHOR: gradient
/// The gradient of one channel without NaN: the first of four that is the largest gets all of it.
///
/// Which of them that is, no processor can guess, and a wrong guess costs more than the sums: so
/// each row is a loop of its own, short enough for the compiler to see that it needs no branches.
pub(super) fn backward<T: Float>(pools: &PoolShape, [x, y, dy]: [&[T]; 3], dx: &mut [T]) {
    let (width, places) = (pools.input.width, pools.output.width);
    if pools.output.area() * 4 < pools.input.area() {
        // A row or a column at the edge is part of no window.
        dx.fill(T::zero());
    }
    let unless = |is: bool, left: T| if is { T::zero() } else { left };
    let answers = y.chunks_exact(places).zip(dy.chunks_exact(places));
    let rows = dx.chunks_exact_mut(2 * width).zip(row_pairs(pools, x));
    for ((dx, [upper, lower]), (y, dy)) in rows.zip(answers) {
        let (above, below) = dx.split_at_mut(width);
        let (above, below) = (above.as_chunks_mut().0, below.as_chunks_mut().0);
        let answers = y.iter().zip(dy);
        for ((&[a, b], to), (&y, &dy)) in upper.iter().zip(above).zip(answers.clone()) {
            *to = [unless(a != y, dy), unless(b != y, unless(a == y, dy))];
        }
        for (((&[a, b], &[c, _]), to), (&y, &dy)) in upper.iter().zip(lower).zip(below).zip(answers)
        {
            let left = unless(b == y, unless(a == y, dy));
            *to = [unless(c != y, left), unless(c == y, left)];
        }
    }
}
// ANCHOR_END: gradient
