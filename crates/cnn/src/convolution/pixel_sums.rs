//! The gradient of a direct convolution's images: sums over all filters.

use super::filters::POSITION_TILE;
use super::side_by_side::Pixel;
use crate::lanes::Lanes;
use numeric::Float;

/// How many of a filter's weights are gone through together, at [`PLACES`] places.
const TAP_TILE: usize = 6;

/// How many places are gone through for one weight after the other, so that what is read for all of
/// them stays in an inner cache.
const POSITION_BLOCK: usize = 48;

/// Adds to `dx(place(q) + offset(i))` the sums `Σ w(f, i)·δ(q, f)` over the filters `f`.
///
/// # Shapes
/// `w`: `[filters, taps]`; `delta`: places × filters.
pub(crate) fn accumulate_input_gradient<T: Float>(
    w: &[T],
    delta: &[Pixel<T>],
    offsets: &[usize],
    places: &[usize],
    dx: &mut [Pixel<T>],
) {
    let (taps, filters) = (offsets.len(), delta.len() / places.len());
    for (places, delta) in places.chunks(POSITION_BLOCK).zip(delta.chunks(POSITION_BLOCK * filters))
    {
        for (i, offsets) in offsets.chunks(TAP_TILE).enumerate() {
            let w = w[i * TAP_TILE..].chunks(taps);
            for (places, delta) in
                places.chunks(POSITION_TILE).zip(delta.chunks(POSITION_TILE * filters))
            {
                match offsets.len() {
                    1 => accumulate_input_gradient_tile::<T, 1>(
                        w.clone(),
                        delta,
                        offsets,
                        places,
                        dx,
                    ),
                    2 => accumulate_input_gradient_tile::<T, 2>(
                        w.clone(),
                        delta,
                        offsets,
                        places,
                        dx,
                    ),
                    3 => accumulate_input_gradient_tile::<T, 3>(
                        w.clone(),
                        delta,
                        offsets,
                        places,
                        dx,
                    ),
                    4 => accumulate_input_gradient_tile::<T, 4>(
                        w.clone(),
                        delta,
                        offsets,
                        places,
                        dx,
                    ),
                    5 => accumulate_input_gradient_tile::<T, 5>(
                        w.clone(),
                        delta,
                        offsets,
                        places,
                        dx,
                    ),
                    _ => accumulate_input_gradient_tile::<T, TAP_TILE>(
                        w.clone(),
                        delta,
                        offsets,
                        places,
                        dx,
                    ),
                }
            }
        }
    }
}

// ANCHOR: accumulate_input_gradient_tile
/// The part of `I` weights of all filters in the pixels that they met at some places.
#[inline(always)]
fn accumulate_input_gradient_tile<'a, T: Float, const I: usize>(
    w: impl Iterator<Item = &'a [T]>,
    delta: &[Pixel<T>],
    offsets: &[usize],
    places: &[usize],
    dx: &mut [Pixel<T>],
) {
    let filters = delta.len() / places.len();
    // Where fewer places are left, the last is computed again, and its copies not used.
    let delta: [_; POSITION_TILE] =
        std::array::from_fn(|q| &delta[q.min(places.len() - 1) * filters..][..filters]);
    let mut sums = [[Lanes::zero(); I]; POSITION_TILE];
    for (f, w) in w.enumerate() {
        let w: &[T; I] = w.first_chunk().expect("the weights of a filter");
        let delta = delta.map(|delta| Lanes(delta[f]));
        for i in 0..I {
            for q in 0..POSITION_TILE {
                sums[q][i] = sums[q][i].mul_add_scalar(w[i], delta[q]);
            }
        }
    }
    for (place, sums) in places.iter().zip(sums) {
        for (offset, sum) in offsets.iter().zip(sums) {
            let dx = &mut dx[place + offset];
            *dx = Lanes(*dx).add(sum).0;
        }
    }
}
// ANCHOR_END: accumulate_input_gradient_tile
