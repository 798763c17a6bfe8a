//! Sums over slices.

use nalgebra::DMatrixViewMut;
use numeric::{Float, add_assign, block_sum, par_reduce_column_chunks, sum_map};

/// The mean `μ` of `x`, and `1/σ = 1/√(σ² + ε)` with its biased variance `σ² = Σ(xᵢ − μ)²/n`. There
/// must be at least one element.
///
/// The variance takes a pass of its own: `Σx²/n − μ²` in one pass would be the small difference of
/// two large numbers where the mean is large. A pass in between corrects the mean's rounding error.
pub(crate) fn mean_inv_std<T: Float>(x: &[T], epsilon: f64) -> [T; 2] {
    let inv_n = T::one() / T::of(x.len() as f64);
    let approx_mean = sum_map([x], [], &|[x], []| x) * inv_n;
    let mean =
        approx_mean + sum_map([x], [approx_mean], &|[x], [approx_mean]| x - approx_mean) * inv_n;
    let variance = sum_map([x], [mean], &|[x], [mean]| (x - mean) * (x - mean)) * inv_n;
    [mean, T::one() / (variance + T::of(epsilon)).sqrt()]
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
