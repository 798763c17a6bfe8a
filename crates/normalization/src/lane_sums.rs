//! Two sums over the same elements in one pass, in vector registers.

use numeric::Float;
use numeric::lanes::{LANES, Lanes};

/// Independent pairs of partial sums: an addition need not wait for the one before it.
const PAIRS: usize = 4;

/// The elements that are summed before their total goes to an `f64`, so that rounding errors do not
/// grow with the length.
const MAX_PASS: usize = 64 * PAIRS * LANES;

/// The sums, over all elements of the slices `x`, of the two terms that `f` makes of them. The last vector
/// is filled up with `pad`, of which `f` must make zero.
///
/// The slices must be equally long.
#[inline(always)]
pub(crate) fn lane_sums<T: Float, const N: usize>(
    x: [&[T]; N],
    pad: [T; N],
    f: impl Fn([Lanes<T>; N]) -> [Lanes<T>; 2],
) -> [f64; 2] {
    let mut totals = [0.0; 2];
    for start in (0..x[0].len()).step_by(MAX_PASS) {
        let len = MAX_PASS.min(x[0].len() - start);
        let sums = pass(x.map(|x| &x[start..][..len]), pad, &f);
        totals.iter_mut().zip(sums).for_each(|(total, sum)| *total += sum.as_f64());
    }
    totals
}

#[inline(always)]
fn pass<T: Float, const N: usize>(
    x: [&[T]; N],
    pad: [T; N],
    f: &impl Fn([Lanes<T>; N]) -> [Lanes<T>; 2],
) -> [T; 2] {
    let mut pairs = [[Lanes::zero(); 2]; PAIRS];
    let add = |pair: &mut [Lanes<T>; 2], x: [Lanes<T>; N]| {
        let [first, second] = f(x);
        *pair = [pair[0] + first, pair[1] + second];
    };
    let x = x.map(|x| x.as_chunks::<LANES>());
    let blocks = x.map(|(vectors, _)| vectors.as_chunks::<PAIRS>());
    for i in 0..blocks[0].0.len() {
        let block = blocks.map(|(blocks, _)| &blocks[i]);
        for (j, pair) in pairs.iter_mut().enumerate() {
            add(pair, block.map(|block| Lanes(block[j])));
        }
    }
    for (i, pair) in pairs[..blocks[0].1.len()].iter_mut().enumerate() {
        add(pair, blocks.map(|(_, vectors)| Lanes(vectors[i])));
    }
    if !x[0].1.is_empty() {
        let mut last = pad.map(|pad| Lanes([pad; LANES]));
        for (last, (_, elements)) in last.iter_mut().zip(x) {
            last.0[..elements.len()].copy_from_slice(elements);
        }
        add(&mut pairs[PAIRS - 1], last);
    }
    let [a, b, c, d] = pairs;
    [0, 1].map(|i| sum_of_lanes((a[i] + b[i]) + (c[i] + d[i])))
}

/// The sum of the lanes, halves upon each other.
#[inline(always)]
fn sum_of_lanes<T: Float>(mut lanes: Lanes<T>) -> T {
    let mut half = LANES / 2;
    while half > 0 {
        for i in 0..half {
            let upper = lanes.0[i + half];
            lanes.0[i] += upper;
        }
        half /= 2;
    }
    lanes.0[0]
}
