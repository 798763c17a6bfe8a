//! The gradient of a direct convolution's weights: sums over the places of all images.

use crate::lanes::{LANES, Lanes, MANY_REGISTERS};
use numeric::Float;

/// How many filters are computed together, and for how many of their weights: of 32 registers, 24
/// hold sums, for which ten numbers are loaded; of 16, twelve do, for which eight are loaded.
pub(crate) const FILTERS: usize = 6;
const TAPS: usize = if MANY_REGISTERS { 4 } else { 2 };

/// The `δ` of one image in bundles of filters: in each, register by register, those of all its
/// filters side by side; so all are read from one place.
///
/// Each filter's `δ` is `answer` numbers behind the margin of its frame.
pub(crate) fn interleave<T: Float>(
    frames: &[T],
    frame: usize,
    margin: usize,
    answer: usize,
    bundles: &mut [T],
) {
    let filters = frames.len() / frame;
    let mut places = bundles.as_chunks_mut::<LANES>().0.iter_mut();
    for first in (0..filters).step_by(FILTERS) {
        for q in (margin..margin + answer).step_by(LANES) {
            for (filter, place) in (first..filters.min(first + FILTERS)).zip(&mut places) {
                *place = Lanes::load(&frames[filter * frame + q..]).0;
            }
        }
    }
}

/// Adds to `sums(f, i)` the sums `Σ δ(f, q)·x(q + offset(i))` over the places `q` of some images, lane
/// by lane: [`add_lanes`] adds up the lanes when all images are through.
///
/// `band` registers of each image are worked on together, so that what is read for every weight
/// stays in the innermost cache.
///
/// # Shapes
/// `x`: the planes of each image; `delta`: the [`interleave`]d `δ` of each; `sums`: in bundles of
/// filters, weight by weight, a register for each filter.
pub(crate) fn add_weight_sums<T: Float>(
    images: &[(&[T], &[T])],
    offsets: &[usize],
    answer: usize,
    band: usize,
    sums: &mut [T],
) {
    let taps = offsets.len();
    for (bundle, sums) in sums.chunks_mut(FILTERS * taps * LANES).enumerate() {
        let first = bundle * FILTERS * answer;
        match sums.len() / (taps * LANES) {
            1 => add_bundle::<T, 1>(images, first, offsets, answer, band, sums),
            2 => add_bundle::<T, 2>(images, first, offsets, answer, band, sums),
            3 => add_bundle::<T, 3>(images, first, offsets, answer, band, sums),
            4 => add_bundle::<T, 4>(images, first, offsets, answer, band, sums),
            5 => add_bundle::<T, 5>(images, first, offsets, answer, band, sums),
            _ => add_bundle::<T, FILTERS>(images, first, offsets, answer, band, sums),
        }
    }
}

/// Adds the lanes of all sums to the weights' gradient, `[filters, taps]`.
pub(crate) fn add_lanes<T: Float>(sums: &[T], taps: usize, dw: &mut [T]) {
    let bundles = sums.chunks(FILTERS * taps * LANES).zip(dw.chunks_mut(FILTERS * taps));
    for (sums, dw) in bundles {
        let filters = dw.len() / taps;
        for (i, sum) in sums.as_chunks::<LANES>().0.iter().enumerate() {
            dw[i % filters * taps + i / filters] += Lanes(*sum).sum();
        }
    }
}

/// The weights of `F` filters, whose `δ` begin at `first`.
fn add_bundle<T: Float, const F: usize>(
    images: &[(&[T], &[T])],
    first: usize,
    offsets: &[usize],
    answer: usize,
    band: usize,
    sums: &mut [T],
) {
    let taps = offsets.len();
    let sums = sums.as_chunks_mut::<LANES>().0.as_chunks_mut::<F>().0;
    for from in (0..answer / LANES).step_by(band) {
        let band = from..(from + band).min(answer / LANES);
        for (tap, sums) in (0..taps).step_by(TAPS).zip(sums.chunks_mut(TAPS)) {
            // Where fewer are left, the last is computed again, and its copies not used.
            let at = |i: usize| from * LANES + offsets[(tap + i).min(taps - 1)];
            let offsets: [usize; TAPS] = std::array::from_fn(at);
            let mut local = [[Lanes::zero(); F]; TAPS];
            for (local, sums) in local.iter_mut().zip(&*sums) {
                *local = sums.map(Lanes);
            }
            for (x, delta) in images {
                let delta = &delta[first..][..F * answer].as_chunks::<LANES>().0.as_chunks::<F>().0;
                add_image(x, &delta[band.clone()], &offsets, &mut local);
            }
            for (sums, local) in sums.iter_mut().zip(local) {
                *sums = local.map(|sum| sum.0);
            }
        }
    }
}

// ANCHOR: add_image
/// One image's part in [`TAPS`] weights of `F` filters, register by register.
#[inline(always)]
fn add_image<T: Float, const F: usize>(
    x: &[T],
    delta: &[[[T; LANES]; F]],
    offsets: &[usize; TAPS],
    sums: &mut [[Lanes<T>; F]; TAPS],
) {
    let mut local = *sums;
    let x = offsets.map(|offset| &x[offset..][..delta.len() * LANES].as_chunks().0[..delta.len()]);
    for (q, delta) in delta.iter().enumerate() {
        let x: [Lanes<T>; TAPS] = std::array::from_fn(|i| Lanes(x[i][q]));
        for f in 0..F {
            for i in 0..TAPS {
                local[i][f] = local[i][f].plus_product(Lanes(delta[f]), x[i]);
            }
        }
    }
    *sums = local;
}
// ANCHOR_END: add_image
