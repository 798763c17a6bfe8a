//! Sums over slices.

use crate::lane_sums::lane_sums;
use nalgebra::DMatrixViewMut;
use numeric::lanes::{LANES, Lanes};
use numeric::{Float, add_assign, block_sum, par_reduce_column_chunks};

/// The mean `μ` of `x`, and `1/σ = 1/√(σ² + ε)` with its biased variance `σ² = Σ(xᵢ − μ)²/n`. There
/// must be at least one element.
///
/// Both come from one pass, over the deviations from a value near the mean: `Σx²/n − μ²` would be the
/// small difference of two large numbers where the mean is large. Where that value, the mean of the
/// first elements, turns out to be far from the mean of all, a second pass takes deviations from that one.
pub(crate) fn mean_inv_std<T: Float>(x: &[T], epsilon: f64) -> [T; 2] {
    let first = &x[..x.len().min(LANES)];
    let near = first.iter().fold(T::zero(), |sum, x| sum + *x) / T::of(first.len() as f64);
    let (mut mean, mut variance) = mean_variance(x, near);
    if (mean - near) * (mean - near) > variance + variance {
        (mean, variance) = mean_variance(x, mean);
    }
    [mean, T::one() / (variance + T::of(epsilon)).sqrt()]
}

/// Mean and biased variance by the deviations from `near`.
#[inline(never)]
fn mean_variance<T: Float>(x: &[T], near: T) -> (T, T) {
    let [sum, sum_of_squares] = lane_sums([x], [near], |[x]| {
        let deviation = x - Lanes([near; LANES]);
        [deviation, deviation * deviation]
    });
    let inv_n = 1.0 / x.len() as f64;
    let offset = sum * inv_n;
    (near + T::of(offset), T::of((sum_of_squares * inv_n - offset * offset).max(0.0)))
}

/// The element-wise sum of two partial sums.
pub(crate) fn add<T: Float>(mut a: Vec<T>, b: Vec<T>) -> Vec<T> {
    add_assign(&mut a, &b);
    a
}

/// Runs `f` on each sample: its index, its column of `dx`, to be written, and `N` partial sums of
/// `len` elements, to be added to. Returns the sums over all samples.
///
/// `cost` is what one sample costs, in multiply-adds.
pub(crate) fn reduce_samples<T: Float, const N: usize>(
    dx: DMatrixViewMut<'_, T>,
    cost: usize,
    len: usize,
    f: &(impl Fn(usize, &mut [T], [&mut [T]; N]) + Sync),
) -> [Vec<T>; N] {
    let chunk = |start: usize, mut dx: DMatrixViewMut<'_, T>| {
        let mut sums = vec![T::zero(); N * len];
        block_sum(dx.ncols(), &mut sums, &mut |block, sums| {
            for i in block {
                let mut parts = sums.chunks_exact_mut(len.max(1));
                let parts = [(); N].map(|()| parts.next().unwrap_or_default());
                f(start + i, dx.column_mut(i).as_mut_slice(), parts);
            }
        });
        sums
    };
    let sums = par_reduce_column_chunks(dx, cost, &chunk, add);
    std::array::from_fn(|n| sums[n * len..][..len].to_vec())
}
