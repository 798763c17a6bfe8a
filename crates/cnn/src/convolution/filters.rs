//! Filters, and their sums over a group's planes.

use crate::lanes::{LANES, Lanes, MANY_REGISTERS};
use numeric::Float;
use tensor::Tensor;

/// The most filters that are computed together: every number loaded is used for all of them. With
/// two registers of places for each, their sums fill half of 32 vector registers; of 16 they take
/// twelve, and leave room for the two numbers loaded and a weight.
const TOGETHER: usize = if MANY_REGISTERS { 8 } else { 6 };

/// The filters of one group, in the order in which the sums want them.
pub(crate) struct Filters<T: Float> {
    /// Where in the planes each weight looks, seen from the place that is computed.
    offsets: Vec<usize>,
    /// The weights in bundles of up to [`TOGETHER`] filters: in each, weight by weight, those of all
    /// its filters side by side.
    weights: Tensor<T>,
    count: usize,
}

impl<T: Float> Filters<T> {
    /// `count` filters that look at these places; `weight` tells the weight of a filter there.
    pub fn new(count: usize, offsets: Vec<usize>, weight: impl Fn(usize, usize) -> T) -> Self {
        let mut weights = Tensor::scratch([count * offsets.len()]);
        let mut places = weights.as_mut_slice().iter_mut();
        for first in (0..count).step_by(TOGETHER) {
            for tap in 0..offsets.len() {
                for (filter, place) in (first..count.min(first + TOGETHER)).zip(&mut places) {
                    *place = weight(filter, tap);
                }
            }
        }
        Filters { offsets, weights, count }
    }

    /// The answers `y(f, q) = finish(f, Σ w(f, i)·x(q + offset(i)))` at the places `q` from 0, and
    /// `done` with those of each filter.
    ///
    /// `y` is room for the answers of the filters that are computed together, each `answer` long.
    pub fn answers(
        &self,
        x: &[T],
        answer: usize,
        y: &mut [T],
        finish: impl Fn(usize, T) -> T,
        mut done: impl FnMut(usize, &[T]),
    ) {
        let y = &mut y[..TOGETHER * answer];
        for first in (0..self.count).step_by(TOGETHER) {
            let together = TOGETHER.min(self.count - first);
            let weights = &self.weights.as_slice()[first * self.offsets.len()..];
            let finish = &|f: usize, sum: T| finish(first + f, sum);
            match together {
                1 => self.bundle::<1>(x, weights, y, finish),
                2 => self.bundle::<2>(x, weights, y, finish),
                3 => self.bundle::<3>(x, weights, y, finish),
                4 => self.bundle::<4>(x, weights, y, finish),
                5 => self.bundle::<5>(x, weights, y, finish),
                6 => self.bundle::<6>(x, weights, y, finish),
                7 => self.bundle::<7>(x, weights, y, finish),
                _ => self.bundle::<TOGETHER>(x, weights, y, finish),
            }
            for (filter, y) in (first..first + together).zip(y.chunks_exact(answer)) {
                done(filter, y);
            }
        }
    }

    /// The room that [`answers`](Self::answers) needs for an answer of this length.
    pub fn room(answer: usize) -> usize {
        TOGETHER * answer
    }

    /// `F` filters, two registers of places at a time, and one where only one is left.
    fn bundle<const F: usize>(
        &self,
        x: &[T],
        weights: &[T],
        y: &mut [T],
        finish: &impl Fn(usize, T) -> T,
    ) {
        let weights = &weights.as_chunks::<F>().0[..self.offsets.len()];
        let answer = y.len() / TOGETHER;
        let pairs = answer / (2 * LANES) * (2 * LANES);
        for q in (0..pairs).step_by(2 * LANES) {
            let sums = block::<T, F, 2>(&x[q..], &self.offsets, weights);
            store(&sums, &mut y[q..], answer, finish);
        }
        if pairs < answer {
            let sums = block::<T, F, 1>(&x[pairs..], &self.offsets, weights);
            store(&sums, &mut y[pairs..], answer, finish);
        }
    }
}

// ANCHOR: block
/// The sums of `F` filters at `V` registers of neighbouring places: for each weight, the numbers
/// that it meets there are loaded once and used for all filters, and the weight of each filter is
/// loaded once and used for all of these numbers.
#[inline(always)]
fn block<T: Float, const F: usize, const V: usize>(
    x: &[T],
    offsets: &[usize],
    weights: &[[T; F]],
) -> [[Lanes<T>; V]; F] {
    let mut sums = [[Lanes::zero(); V]; F];
    for (&offset, weights) in offsets.iter().zip(weights) {
        let x = &x[offset..][..V * LANES];
        let x: [Lanes<T>; V] = std::array::from_fn(|v| Lanes::load(&x[v * LANES..]));
        for f in 0..F {
            for v in 0..V {
                sums[f][v] = sums[f][v].plus_scaled(weights[f], x[v]);
            }
        }
    }
    sums
}
// ANCHOR_END: block

/// Finishes each filter's sums and writes them into its part of `y`, `answer` numbers apart.
#[inline(always)]
fn store<T: Float, const F: usize, const V: usize>(
    sums: &[[Lanes<T>; V]; F],
    y: &mut [T],
    answer: usize,
    finish: &impl Fn(usize, T) -> T,
) {
    for (f, sums) in sums.iter().enumerate() {
        for (v, sums) in sums.iter().enumerate() {
            let y = &mut y[f * answer + v * LANES..][..LANES];
            y.iter_mut().zip(sums.0).for_each(|(y, sum)| *y = finish(f, sum));
        }
    }
}
