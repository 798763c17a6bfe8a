//! Sums over slices.

use nalgebra::DMatrixViewMut;
use numeric::{Float, add_assign, block_sum, par_reduce_column_chunks};

/// Independent partial sums. A row of a few hundred elements lies in the core's cache, and what
/// takes time there is that an addition waits for the one before it: with 64, in eight registers or
/// four, none does.
const LANES: usize = 64;

/// Up to this many elements are added in one pass, in each lane a block; more by halves.
const MAX_PASS: usize = 64 * LANES;

/// The sum over all indices of `f` of the elements of the slices `x` there and of the parameters
/// `p`: [`numeric::sum_map`] for the rows of a table, with more partial sums.
pub(crate) fn row_sum<T: Float, const N: usize, const P: usize>(
    x: [&[T]; N],
    p: [T; P],
    f: &impl Fn([T; N], [T; P]) -> T,
) -> T {
    let len = x[0].len();
    if len <= MAX_PASS {
        return pass(x, p, f);
    }
    let middle = (len / 2).next_multiple_of(MAX_PASS);
    row_sum(x.map(|x| &x[..middle]), p, f) + row_sum(x.map(|x| &x[middle..]), p, f)
}

/// Parameters by `p` and not by capture, and a function of its own: so the compiler sees that the
/// lanes are SIMD vectors.
#[inline(never)]
fn pass<T: Float, const N: usize, const P: usize>(
    x: [&[T]; N],
    p: [T; P],
    f: &impl Fn([T; N], [T; P]) -> T,
) -> T {
    let blocks = x.map(|x| x.as_chunks::<LANES>());
    let mut lanes = [T::zero(); LANES];
    for block in 0..blocks[0].0.len() {
        let x = blocks.map(|(blocks, _)| &blocks[block]);
        for (lane, sum) in lanes.iter_mut().enumerate() {
            *sum += f(x.map(|x| x[lane]), p);
        }
    }
    for (i, sum) in lanes[..blocks[0].1.len()].iter_mut().enumerate() {
        *sum += f(blocks.map(|(_, remainder)| remainder[i]), p);
    }
    let mut half = LANES / 2;
    while half > 0 {
        let (left, right) = lanes.split_at_mut(half);
        left.iter_mut().zip(right).for_each(|(a, b)| *a += *b);
        half /= 2;
    }
    lanes[0]
}

/// The mean `μ` of `x`, and `1/σ = 1/√(σ² + ε)` with its biased variance `σ² = Σ(xᵢ − μ)²/n`. There
/// must be at least one element.
///
/// The variance takes a pass of its own: `Σx²/n − μ²` in one pass would be the small difference of
/// two large numbers where the mean is large. A pass in between corrects the mean's rounding error.
pub(crate) fn mean_inv_std<T: Float>(x: &[T], epsilon: f64) -> [T; 2] {
    let inv_n = T::one() / T::of(x.len() as f64);
    let approx_mean = row_sum([x], [], &|[x], []| x) * inv_n;
    let mean =
        approx_mean + row_sum([x], [approx_mean], &|[x], [approx_mean]| x - approx_mean) * inv_n;
    let variance = row_sum([x], [mean], &|[x], [mean]| (x - mean) * (x - mean)) * inv_n;
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
