//! The answers of filters: sums over what each of their weights meets.

use super::side_by_side::Pixel;
use crate::compiled::Apply;
use crate::lanes::{HAS_32_REGISTERS, LANES, Lanes};
use numeric::Float;
use tensor::Tensor;

/// How many filters are computed together, and at how many places. With 32 registers 24 hold their
/// sums, for which each step loads four pixels and six weights; with 16 twelve do.
pub(crate) const FILTER_TILE: usize = 6;
pub(crate) const POSITION_TILE: usize = if HAS_32_REGISTERS { 4 } else { 2 };

/// The filters of one group, in the order in which their sums want them.
pub(crate) struct PackedFilters<T: Float> {
    /// The weights in bundles of up to [`FILTERS`] filters: in each, weight by weight, those of all its
    /// filters together.
    weights: Tensor<T>,
    count: usize,
    taps: usize,
}

impl<T: Float> PackedFilters<T> {
    /// Filters of so many weights each, `[filters, taps]`.
    pub fn new(w: &[T], taps: usize) -> Self {
        let count = w.len() / taps;
        let mut weights = Tensor::empty([w.len()]);
        let bundles = weights.as_mut_slice().chunks_mut(FILTER_TILE * taps);
        for (bundle, w) in bundles.zip(w.chunks(FILTER_TILE * taps)) {
            let filters = w.len() / taps;
            for (i, place) in bundle.iter_mut().enumerate() {
                *place = w[i % filters * taps + i / filters];
            }
        }
        PackedFilters { weights, count, taps }
    }

    /// The answers `y(q, f) = apply(b(f) + Σ w(f, i)·x(place(q) + offset(i)))`.
    pub fn forward(
        &self,
        x: &[Pixel<T>],
        offsets: &[usize],
        places: &[usize],
        b: &[T],
        apply: Apply<'_, T>,
        y: &mut [Pixel<T>],
    ) {
        for (i, weights) in self.weights.as_slice().chunks(FILTER_TILE * self.taps).enumerate() {
            let first = i * FILTER_TILE;
            let b = &b[first..];
            let y = y.chunks_mut(POSITION_TILE * self.count).map(|y| &mut y[first..]);
            let blocks = places.chunks(POSITION_TILE).zip(y);
            match weights.len() / self.taps {
                1 => filter_tile::<T, 1>(x, offsets, weights, blocks, self.count, b, apply),
                2 => filter_tile::<T, 2>(x, offsets, weights, blocks, self.count, b, apply),
                3 => filter_tile::<T, 3>(x, offsets, weights, blocks, self.count, b, apply),
                4 => filter_tile::<T, 4>(x, offsets, weights, blocks, self.count, b, apply),
                5 => filter_tile::<T, 5>(x, offsets, weights, blocks, self.count, b, apply),
                _ => {
                    filter_tile::<T, FILTER_TILE>(x, offsets, weights, blocks, self.count, b, apply)
                }
            }
        }
    }
}

/// `F` filters at all places; the answers to one place lie `step` pixels after those to the place
/// before.
fn filter_tile<'a, T: Float, const F: usize>(
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
        let sums = microkernel(x, offsets, weights);
        for (y, sums) in y.chunks_mut(step).zip(sums).take(places.len()) {
            for ((y, sum), b) in y.iter_mut().zip(sums).zip(b) {
                *y = sum.add(Lanes([*b; LANES])).0;
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
fn microkernel<T: Float, const F: usize>(
    x: [&[Pixel<T>]; POSITION_TILE],
    offsets: &[usize],
    weights: &[[T; F]],
) -> [[Lanes<T>; F]; POSITION_TILE] {
    let mut sums = [[Lanes::zero(); F]; POSITION_TILE];
    for (&offset, weights) in offsets.iter().zip(weights) {
        let x = x.map(|x| Lanes(x[offset]));
        for f in 0..F {
            for q in 0..POSITION_TILE {
                sums[q][f] = sums[q][f].mul_add_scalar(weights[f], x[q]);
            }
        }
    }
    sums
}
// ANCHOR_END: block
