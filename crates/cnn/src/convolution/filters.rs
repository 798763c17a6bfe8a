//! The answers of filters: sums over what each of their weights meets.

use super::side_by_side::Pixel;
use crate::compiled::Apply;
use crate::lanes::{LANES, Lanes, MANY_REGISTERS};
use numeric::Float;
use tensor::Tensor;

/// How many filters are computed together, and at how many places. With 32 registers 24 hold their
/// sums, for which each step loads four pixels and six weights; with 16 twelve do.
pub(crate) const FILTERS: usize = 6;
pub(crate) const PLACES: usize = if MANY_REGISTERS { 4 } else { 2 };

/// The filters of one group, in the order in which their sums want them.
pub(crate) struct Filters<T: Float> {
    /// The weights in bundles of up to [`FILTERS`] filters: in each, weight by weight, those of all its
    /// filters together.
    weights: Tensor<T>,
    count: usize,
    taps: usize,
}

impl<T: Float> Filters<T> {
    /// Filters of so many weights each, `[filters, taps]`.
    pub fn new(w: &[T], taps: usize) -> Self {
        let count = w.len() / taps;
        let mut weights = Tensor::scratch([w.len()]);
        let bundles = weights.as_mut_slice().chunks_mut(FILTERS * taps);
        for (bundle, w) in bundles.zip(w.chunks(FILTERS * taps)) {
            let filters = w.len() / taps;
            for (i, place) in bundle.iter_mut().enumerate() {
                *place = w[i % filters * taps + i / filters];
            }
        }
        Filters { weights, count, taps }
    }

    /// The answers `y(q, f) = apply(b(f) + Σ w(f, i)·x(place(q) + offset(i)))`.
    pub fn answers(
        &self,
        x: &[Pixel<T>],
        offsets: &[usize],
        places: &[usize],
        b: &[T],
        apply: Apply<'_, T>,
        y: &mut [Pixel<T>],
    ) {
        for (i, weights) in self.weights.as_slice().chunks(FILTERS * self.taps).enumerate() {
            let first = i * FILTERS;
            let b = &b[first..];
            let y = y.chunks_mut(PLACES * self.count).map(|y| &mut y[first..]);
            let blocks = places.chunks(PLACES).zip(y);
            match weights.len() / self.taps {
                1 => bundle::<T, 1>(x, offsets, weights, blocks, self.count, b, apply),
                2 => bundle::<T, 2>(x, offsets, weights, blocks, self.count, b, apply),
                3 => bundle::<T, 3>(x, offsets, weights, blocks, self.count, b, apply),
                4 => bundle::<T, 4>(x, offsets, weights, blocks, self.count, b, apply),
                5 => bundle::<T, 5>(x, offsets, weights, blocks, self.count, b, apply),
                _ => bundle::<T, FILTERS>(x, offsets, weights, blocks, self.count, b, apply),
            }
        }
    }
}

/// `F` filters at all places; the answers to one place lie `step` pixels after those to the place
/// before.
fn bundle<'a, T: Float, const F: usize>(
    x: &[Pixel<T>],
    offsets: &[usize],
    weights: &[T],
    blocks: impl Iterator<Item = (&'a [usize], &'a mut [Pixel<T>])>,
    step: usize,
    b: &[T],
    apply: Apply<'_, T>,
) {
    let b: &[T; F] = b.first_chunk().expect("a bias for each filter");
    let weights = &weights.as_chunks::<F>().0[..offsets.len()];
    for (places, y) in blocks {
        // Where fewer are left, the last is computed again, and its copies not used.
        let x = std::array::from_fn(|i| &x[places[i.min(places.len() - 1)]..]);
        let sums = block(x, offsets, weights);
        for (y, sums) in y.chunks_mut(step).zip(sums).take(places.len()) {
            for ((y, sum), b) in y.iter_mut().zip(sums).zip(b) {
                *y = sum.plus(Lanes([*b; LANES])).0;
            }
            apply(y[..F].as_flattened_mut());
        }
    }
}

// ANCHOR: block
/// The sums of `F` filters at [`PLACES`] places. For each weight, the pixels that it meets there
/// are loaded once and used for all filters, and the weight of each filter is loaded once and used
/// for all of these pixels.
#[inline(always)]
fn block<T: Float, const F: usize>(
    x: [&[Pixel<T>]; PLACES],
    offsets: &[usize],
    weights: &[[T; F]],
) -> [[Lanes<T>; F]; PLACES] {
    let mut sums = [[Lanes::zero(); F]; PLACES];
    for (&offset, weights) in offsets.iter().zip(weights) {
        let x = x.map(|x| Lanes(x[offset]));
        for f in 0..F {
            for q in 0..PLACES {
                sums[q][f] = sums[q][f].plus_scaled(weights[f], x[q]);
            }
        }
    }
    sums
}
// ANCHOR_END: block
