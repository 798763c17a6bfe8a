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
    let mut places = bundles.chunks_exact_mut(LANES);
    for first in (0..filters).step_by(FILTERS) {
        for q in (margin..margin + answer).step_by(LANES) {
            for (filter, place) in (first..filters.min(first + FILTERS)).zip(&mut places) {
                place.copy_from_slice(&frames[filter * frame + q..][..LANES]);
            }
        }
    }
}

/// Adds to `dw(f, i)` the sums `Σ δ(f, q)·x(q + offset(i))` over the places `q` of some images.
///
/// # Shapes
/// `x`: the planes of each image; `delta`: the [`interleave`]d `δ` of each; `dw`: `[filters, taps]`.
pub(crate) fn add_weight_sums<T: Float>(
    images: &[(&[T], &[T])],
    offsets: &[usize],
    answer: usize,
    dw: &mut [T],
) {
    for (bundle, dw) in dw.chunks_mut(FILTERS * offsets.len()).enumerate() {
        let first = bundle * FILTERS * answer;
        match dw.len() / offsets.len() {
            1 => add_bundle::<T, 1>(images, first, offsets, answer, dw),
            2 => add_bundle::<T, 2>(images, first, offsets, answer, dw),
            3 => add_bundle::<T, 3>(images, first, offsets, answer, dw),
            4 => add_bundle::<T, 4>(images, first, offsets, answer, dw),
            5 => add_bundle::<T, 5>(images, first, offsets, answer, dw),
            _ => add_bundle::<T, FILTERS>(images, first, offsets, answer, dw),
        }
    }
}

/// The weights of `F` filters, whose `δ` begin at `first`.
fn add_bundle<T: Float, const F: usize>(
    images: &[(&[T], &[T])],
    first: usize,
    offsets: &[usize],
    answer: usize,
    dw: &mut [T],
) {
    let taps = offsets.len();
    for tap in (0..taps).step_by(TAPS) {
        // Where fewer are left, the last is computed again, and its copies not used.
        let offsets: [usize; TAPS] = std::array::from_fn(|i| offsets[(tap + i).min(taps - 1)]);
        let mut sums = [[Lanes::zero(); F]; TAPS];
        for (x, delta) in images {
            let delta = &delta[first..][..F * answer].as_chunks::<LANES>().0.as_chunks::<F>().0;
            add_image(x, delta, &offsets, &mut sums);
        }
        for (i, sums) in sums.iter().enumerate().take(taps - tap) {
            for (f, sum) in sums.iter().enumerate() {
                dw[f * taps + tap + i] += sum.sum();
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
