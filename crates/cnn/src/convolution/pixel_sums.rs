//! The gradient of a direct convolution's images: sums over all filters.

use super::filters::PLACES;
use super::side_by_side::Pixel;
use crate::lanes::Lanes;
use numeric::Float;

/// How many of a filter's weights are gone through together, at [`PLACES`] places.
const TAPS: usize = 6;

/// How many places are gone through for one weight after the other, so that what is read for all of
/// them stays in an inner cache.
const BAND: usize = 48;

/// Adds to `dx(place(q) + offset(i))` the sums `Σ w(f, i)·δ(q, f)` over the filters `f`.
///
/// # Shapes
/// `w`: `[filters, taps]`; `delta`: places × filters.
pub(crate) fn add_pixel_sums<T: Float>(
    w: &[T],
    delta: &[Pixel<T>],
    offsets: &[usize],
    places: &[usize],
    dx: &mut [Pixel<T>],
) {
    let (taps, filters) = (offsets.len(), delta.len() / places.len());
    for (places, delta) in places.chunks(BAND).zip(delta.chunks(BAND * filters)) {
        for (i, offsets) in offsets.chunks(TAPS).enumerate() {
            let w = w[i * TAPS..].chunks(taps);
            for (places, delta) in places.chunks(PLACES).zip(delta.chunks(PLACES * filters)) {
                match offsets.len() {
                    1 => add_block::<T, 1>(w.clone(), delta, offsets, places, dx),
                    2 => add_block::<T, 2>(w.clone(), delta, offsets, places, dx),
                    3 => add_block::<T, 3>(w.clone(), delta, offsets, places, dx),
                    4 => add_block::<T, 4>(w.clone(), delta, offsets, places, dx),
                    5 => add_block::<T, 5>(w.clone(), delta, offsets, places, dx),
                    _ => add_block::<T, TAPS>(w.clone(), delta, offsets, places, dx),
                }
            }
        }
    }
}

// ANCHOR: add_block
/// The part of `I` weights of all filters in the pixels that they met at some places.
#[inline(always)]
fn add_block<'a, T: Float, const I: usize>(
    w: impl Iterator<Item = &'a [T]>,
    delta: &[Pixel<T>],
    offsets: &[usize],
    places: &[usize],
    dx: &mut [Pixel<T>],
) {
    let filters = delta.len() / places.len();
    // Where fewer places are left, the last is computed again, and its copies not used.
    let delta: [_; PLACES] =
        std::array::from_fn(|q| &delta[q.min(places.len() - 1) * filters..][..filters]);
    let mut sums = [[Lanes::zero(); I]; PLACES];
    for (f, w) in w.enumerate() {
        let w: &[T; I] = w.first_chunk().expect("the weights of a filter");
        let delta = delta.map(|delta| Lanes(delta[f]));
        for i in 0..I {
            for q in 0..PLACES {
                sums[q][i] = sums[q][i].plus_scaled(w[i], delta[q]);
            }
        }
    }
    for (place, sums) in places.iter().zip(sums) {
        for (offset, sum) in offsets.iter().zip(sums) {
            let dx = &mut dx[place + offset];
            *dx = Lanes(*dx).plus(sum).0;
        }
    }
}
// ANCHOR_END: add_block
