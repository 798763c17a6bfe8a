//! Maxima of two by two pixels: the window that nearly every network has, in loops without branches,
//! which the compiler turns into vector instructions.

use super::Pools;
use super::max::larger;
use numeric::Float;

/// The pairs of rows of a channel that a row of places covers; what is over at the right is no part
/// of a pair.
fn pairs<'a, T>(pools: &Pools, x: &'a [T]) -> impl Iterator<Item = [&'a [[T; 2]]; 2]> {
    let width = pools.input.width;
    x.chunks_exact(2 * width).map(move |rows| {
        let (upper, lower) = rows.split_at(width);
        [upper.as_chunks().0, lower.as_chunks().0]
    })
}

/// The largest numbers of one channel.
pub(super) fn largest<T: Float>(pools: &Pools, x: &[T], y: &mut [T]) {
    let rows = y.chunks_exact_mut(pools.output.width);
    for (y, [upper, lower]) in rows.zip(pairs(pools, x)) {
        for ((y, [a, b]), [c, d]) in y.iter_mut().zip(upper).zip(lower) {
            *y = larger(larger(*a, *b), larger(*c, *d));
        }
    }
}

// ANCHOR: gradient
/// The gradient of one channel: the first of four that is the largest gets all of it.
pub(super) fn gradient<T: Float>(pools: &Pools, [x, y, dy]: [&[T]; 3], dx: &mut [T]) {
    let (width, places) = (pools.input.width, pools.output.width);
    if pools.output.area() * 4 < pools.input.area() {
        // A row or a column at the edge is part of no window.
        dx.fill(T::zero());
    }
    let answers = y.chunks_exact(places).zip(dy.chunks_exact(places));
    let rows = dx.chunks_exact_mut(2 * width).zip(pairs(pools, x));
    for ((dx, [upper, lower]), (y, dy)) in rows.zip(answers) {
        let (above, below) = dx.split_at_mut(width);
        let (above, below) = (above.as_chunks_mut().0, below.as_chunks_mut().0);
        let pixels = upper.iter().zip(lower).zip(above.iter_mut().zip(below));
        for ((([a, b], [c, _]), (above, below)), (y, dy)) in pixels.zip(y.iter().zip(dy)) {
            // Each pixel takes all that is left if it is the largest; the last takes the rest.
            let take = |x: &T, left: T| if x == y { (left, T::zero()) } else { (T::zero(), left) };
            let (da, left) = take(a, *dy);
            let (db, left) = take(b, left);
            let (dc, dd) = take(c, left);
            *above = [da, db];
            *below = [dc, dd];
        }
    }
}
// ANCHOR_END: gradient
