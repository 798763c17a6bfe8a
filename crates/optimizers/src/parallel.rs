//! One pass over a parameter and its state, in parallel.

use numeric::{CHUNK_LEN, Float};

/// What is done with a chunk of the slices and of the gradient.
type Pass<'a, T, const N: usize> = &'a (dyn Fn([&mut [T]; N], &[T]) + Sync);

/// Calls `f` on chunks of the slices and of `gradient` with the same indices, on all threads of the
/// pool. Where the chunks begin depends on the length alone.
///
/// # Panics
/// If the slices are not all as long as `gradient`.
pub(crate) fn par_zip_chunks<T: Float, const N: usize>(
    slices: [&mut [T]; N],
    gradient: &[T],
    f: Pass<'_, T, N>,
) {
    let len = gradient.len();
    let equal = slices.iter().all(|slice| slice.len() == len);
    assert!(equal, "a gradient must be as long as its parameter and the parameter's state");
    if len <= CHUNK_LEN {
        return f(slices, gradient);
    }
    let middle = len.div_ceil(2 * CHUNK_LEN) * CHUNK_LEN;
    let mut right: [&mut [T]; N] = [(); N].map(|()| Default::default());
    let mut rights = right.iter_mut();
    let left = slices.map(|slice| {
        let (left, right) = slice.split_at_mut(middle);
        *rights.next().expect("one right half for each slice") = right;
        left
    });
    let (before, after) = gradient.split_at(middle);
    rayon::join(|| par_zip_chunks(left, before, f), || par_zip_chunks(right, after, f));
}

/// `x`, or zero if it is subnormal: a processor computes with such numbers many times slower. What
/// decays without end, as the moments of a dead neuron do, would otherwise arrive there and stay.
#[inline(always)]
pub(crate) fn flush_denormal<T: Float>(x: T) -> T {
    if x.abs() < T::MIN_POSITIVE { T::zero() } else { x }
}
