//! The gradient of a direct convolution's weights: sums over all places.

use super::filters::FILTERS;
use super::side_by_side::Pixel;
use crate::lanes::{LANES, Lanes, MANY_REGISTERS, row_sums};
use numeric::Float;

/// For how many weights of each filter the sums are computed together.
const TAPS: usize = if MANY_REGISTERS { 4 } else { 2 };

/// How many places are gone through for one weight after the other, so that what is read for all of
/// them stays in the innermost cache.
const BAND: usize = 800 / LANES;

/// Adds to `sums(f, i)` the sums `Σ δ(q, f)·x(place(q) + offset(i))` over the places `q`, image by
/// image in lanes: [`add_lanes`] adds up the lanes when all images are through.
///
/// # Shapes
/// `delta`: places × filters; `sums`: `[filters, taps]`.
pub(crate) fn add_weight_sums<T: Float>(
    x: &[Pixel<T>],
    delta: &[Pixel<T>],
    offsets: &[usize],
    places: &[usize],
    sums: &mut [Pixel<T>],
) {
    let filters = delta.len() / places.len();
    for (places, delta) in places.chunks(BAND).zip(delta.chunks(BAND * filters)) {
        for (i, sums) in sums.chunks_mut(FILTERS * offsets.len()).enumerate() {
            let delta = delta.chunks_exact(filters).map(|delta| &delta[i * FILTERS..]);
            let band = places.iter().zip(delta);
            match sums.len() / offsets.len() {
                1 => add_bundle::<T, 1>(x, band, offsets, sums),
                2 => add_bundle::<T, 2>(x, band, offsets, sums),
                3 => add_bundle::<T, 3>(x, band, offsets, sums),
                4 => add_bundle::<T, 4>(x, band, offsets, sums),
                5 => add_bundle::<T, 5>(x, band, offsets, sums),
                _ => add_bundle::<T, FILTERS>(x, band, offsets, sums),
            }
        }
    }
}

/// Adds the lanes of each sum to its part of a gradient.
pub(crate) fn add_lanes<T: Float>(sums: &[Pixel<T>], gradient: &mut [T]) {
    let (squares, rest) = sums.as_chunks::<LANES>();
    let (parts, rest_of_gradient) = gradient.as_chunks_mut::<LANES>();
    for (square, part) in squares.iter().zip(parts) {
        *part = Lanes(*part).plus(Lanes(row_sums(*square))).0;
    }
    for (sum, part) in rest.iter().zip(rest_of_gradient) {
        *part += sum.iter().fold(T::zero(), |sum, lane| sum + *lane);
    }
}

/// The weights of `F` filters.
#[inline(always)]
fn add_bundle<'a, T: Float, const F: usize>(
    x: &[Pixel<T>],
    band: impl Iterator<Item = (&'a usize, &'a [Pixel<T>])> + Clone,
    offsets: &[usize],
    sums: &mut [Pixel<T>],
) {
    let taps = offsets.len();
    for (n, offsets) in offsets.chunks(TAPS).enumerate() {
        // Where fewer are left, the last is computed again, and its copies not used.
        let x = std::array::from_fn(|i| &x[offsets[i.min(offsets.len() - 1)]..]);
        let mut local = [[Lanes::zero(); F]; TAPS];
        for (local, i) in local.iter_mut().zip(n * TAPS..taps) {
            local.iter_mut().zip(sums[i..].iter().step_by(taps)).for_each(|(to, sum)| to.0 = *sum);
        }
        add_band(x, band.clone(), &mut local);
        for (local, i) in local.iter().zip(n * TAPS..taps) {
            sums[i..].iter_mut().step_by(taps).zip(local).for_each(|(to, sum)| *to = sum.0);
        }
    }
}

// ANCHOR: add_band
/// Some places' part in [`TAPS`] weights of `F` filters.
#[inline(always)]
fn add_band<'a, T: Float, const F: usize>(
    x: [&[Pixel<T>]; TAPS],
    band: impl Iterator<Item = (&'a usize, &'a [Pixel<T>])>,
    sums: &mut [[Lanes<T>; F]; TAPS],
) {
    let mut local = *sums;
    for (&place, delta) in band {
        let x = x.map(|x| Lanes(x[place]));
        let delta: &[Pixel<T>; F] = delta.first_chunk().expect("a δ for each filter");
        for f in 0..F {
            for i in 0..TAPS {
                local[i][f] = local[i][f].plus_product(Lanes(delta[f]), x[i]);
            }
        }
    }
    *sums = local;
}
// ANCHOR_END: add_band
