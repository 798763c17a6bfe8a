//! The gradient of a direct convolution's weights: sums over all places.

use super::filters::FILTER_TILE;
use super::side_by_side::Pixel;
use crate::lanes::{HAS_32_REGISTERS, LANES, Lanes, row_sums};
use numeric::Float;

/// For how many weights of each filter the sums are computed together.
const TAP_TILE: usize = if HAS_32_REGISTERS { 4 } else { 2 };

/// How many places are gone through for one weight after the other, so that what is read for all of
/// them stays in the innermost cache.
const POSITION_BLOCK: usize = 800 / LANES;

/// Adds to `sums(f, i)` the sums `Σ δ(q, f)·x(place(q) + offset(i))` over the places `q`, image by
/// image in lanes: [`reduce_lanes_into`] adds up the lanes when all images are through.
///
/// # Shapes
/// `delta`: places × filters; `sums`: `[filters, taps]`.
pub(crate) fn accumulate_weight_gradient<T: Float>(
    x: &[Pixel<T>],
    delta: &[Pixel<T>],
    offsets: &[usize],
    places: &[usize],
    sums: &mut [Pixel<T>],
) {
    let filters = delta.len() / places.len();
    for (places, delta) in places.chunks(POSITION_BLOCK).zip(delta.chunks(POSITION_BLOCK * filters))
    {
        for (i, sums) in sums.chunks_mut(FILTER_TILE * offsets.len()).enumerate() {
            let delta = delta.chunks_exact(filters).map(|delta| &delta[i * FILTER_TILE..]);
            let band = places.iter().zip(delta);
            match sums.len() / offsets.len() {
                1 => accumulate_weight_gradient_tile::<T, 1>(x, band, offsets, sums),
                2 => accumulate_weight_gradient_tile::<T, 2>(x, band, offsets, sums),
                3 => accumulate_weight_gradient_tile::<T, 3>(x, band, offsets, sums),
                4 => accumulate_weight_gradient_tile::<T, 4>(x, band, offsets, sums),
                5 => accumulate_weight_gradient_tile::<T, 5>(x, band, offsets, sums),
                _ => accumulate_weight_gradient_tile::<T, FILTER_TILE>(x, band, offsets, sums),
            }
        }
    }
}

/// Adds the lanes of each sum to its part of a gradient.
pub(crate) fn reduce_lanes_into<T: Float>(sums: &[Pixel<T>], gradient: &mut [T]) {
    let (squares, rest) = sums.as_chunks::<LANES>();
    let (parts, rest_of_gradient) = gradient.as_chunks_mut::<LANES>();
    for (square, part) in squares.iter().zip(parts) {
        *part = Lanes(*part).add(Lanes(row_sums(*square))).0;
    }
    for (sum, part) in rest.iter().zip(rest_of_gradient) {
        *part += sum.iter().fold(T::zero(), |sum, lane| sum + *lane);
    }
}

/// The weights of `F` filters.
#[inline(always)]
fn accumulate_weight_gradient_tile<'a, T: Float, const F: usize>(
    x: &[Pixel<T>],
    band: impl Iterator<Item = (&'a usize, &'a [Pixel<T>])> + Clone,
    offsets: &[usize],
    sums: &mut [Pixel<T>],
) {
    let taps = offsets.len();
    for (n, offsets) in offsets.chunks(TAP_TILE).enumerate() {
        // Where fewer are left, the last is computed again, and its copies not used.
        let x = std::array::from_fn(|i| &x[offsets[i.min(offsets.len() - 1)]..]);
        let mut local = [[Lanes::zero(); F]; TAP_TILE];
        for (local, i) in local.iter_mut().zip(n * TAP_TILE..taps) {
            local.iter_mut().zip(sums[i..].iter().step_by(taps)).for_each(|(to, sum)| to.0 = *sum);
        }
        accumulate_positions(x, band.clone(), &mut local);
        for (local, i) in local.iter().zip(n * TAP_TILE..taps) {
            sums[i..].iter_mut().step_by(taps).zip(local).for_each(|(to, sum)| *to = sum.0);
        }
    }
}

// ANCHOR: accumulate_positions
/// Some places' part in [`TAPS`] weights of `F` filters.
#[inline(always)]
fn accumulate_positions<'a, T: Float, const F: usize>(
    x: [&[Pixel<T>]; TAP_TILE],
    band: impl Iterator<Item = (&'a usize, &'a [Pixel<T>])>,
    sums: &mut [[Lanes<T>; F]; TAP_TILE],
) {
    let mut local = *sums;
    for (&place, delta) in band {
        let x = x.map(|x| Lanes(x[place]));
        let delta: &[Pixel<T>; F] = delta.first_chunk().expect("a δ for each filter");
        for f in 0..F {
            for i in 0..TAP_TILE {
                local[i][f] = local[i][f].mul_add(Lanes(delta[f]), x[i]);
            }
        }
    }
    *sums = local;
}
// ANCHOR_END: accumulate_positions
