//! One pass over a parameter and what is remembered of it, shared among cores.

use numeric::{CHUNK_LEN, Float};

/// What is done with a piece of the slices and of the gradient.
type Pass<'a, T, const N: usize> = &'a (dyn Fn([&mut [T]; N], &[T]) + Sync);

/// Calls `f` on pieces of the slices and of `gradient` that belong together, on all cores of the
/// pool. Where the pieces begin depends on the length alone.
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
    assert!(equal, "a gradient must be as long as its parameter and what is remembered of it");
    if len <= CHUNK_LEN {
        return f(slices, gradient);
    }
    let at = len.div_ceil(2 * CHUNK_LEN) * CHUNK_LEN;
    let mut right: [&mut [T]; N] = [(); N].map(|()| Default::default());
    let mut places = right.iter_mut();
    let left = slices.map(|slice| {
        let (left, right) = slice.split_at_mut(at);
        *places.next().expect("one place for each slice") = right;
        left
    });
    let (before, after) = gradient.split_at(at);
    rayon::join(|| par_zip_chunks(left, before, f), || par_zip_chunks(right, after, f));
}

/// `x`, or zero if it is so small that a processor computes with it many times slower. What decays
/// without end, as the moments of a silent neuron do, would otherwise arrive there and stay.
#[inline(always)]
pub(crate) fn flush_denormal<T: Float>(x: T) -> T {
    if x.abs() < T::MIN_POSITIVE { T::zero() } else { x }
}
