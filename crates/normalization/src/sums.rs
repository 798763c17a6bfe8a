//! Sums over slices.

use nalgebra::DMatrixViewMut;
use numeric::{Float, par_reduce_column_chunks};

/// Independent partial sums: an addition need not wait for the one before it. With 32 or 64 of them
/// the compiler makes worse loops.
const LANES: usize = 16;

/// The sum over all indices of `f` of the elements of `x` there and of the parameters `p`, which
/// are the same for all indices.
///
/// The slices must be equally long. One sum, parameters by `p` and not by capture, and a function
/// of its own: so the compiler sees that the lanes are SIMD vectors. Two sums at once take longer
/// than one after the other.
#[inline(never)]
pub(crate) fn sum<T: Float, const N: usize, const P: usize>(
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
    reduce_lanes(lanes)
}

/// The sum of the lanes, by halves: in a few steps, and with less rounding than one by one. A
/// function of its own, for inlined its last halves, which are small, would decide how wide all
/// vectors are.
#[inline(never)]
fn reduce_lanes<T: Float>(mut lanes: [T; LANES]) -> T {
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
    let approx_mean = sum([x], [], &|[x], []| x) * inv_n;
    let mean = approx_mean + sum([x], [approx_mean], &|[x], [approx_mean]| x - approx_mean) * inv_n;
    let variance = sum([x], [mean], &|[x], [mean]| (x - mean) * (x - mean)) * inv_n;
    [mean, T::one() / (variance + T::of(epsilon)).sqrt()]
}

/// The element-wise sum of two partial sums.
pub(crate) fn add<T: Float>(mut a: Vec<T>, b: Vec<T>) -> Vec<T> {
    for (a, b) in a.iter_mut().zip(b) {
        *a += b;
    }
    a
}

/// Runs `f` on each sample: its index, its column of `dx`, to be written, and `N` sums of `len`
/// elements, to be added to. Returns the sums over all samples.
///
/// `cost` is what one sample costs, in multiply-adds.
pub(crate) fn reduce_samples<T: Float, const N: usize>(
    dx: DMatrixViewMut<'_, T>,
    cost: usize,
    len: usize,
    f: &(impl Fn(usize, &mut [T], &mut [Vec<T>; N]) + Sync),
) -> [Vec<T>; N] {
    let chunk = |start: usize, mut dx: DMatrixViewMut<'_, T>| {
        let mut sums = [(); N].map(|()| vec![T::zero(); len]);
        for (i, mut dx) in dx.column_iter_mut().enumerate() {
            f(start + i, dx.as_mut_slice(), &mut sums);
        }
        sums
    };
    par_reduce_column_chunks(dx, cost, &chunk, |a, b| {
        let mut b = b.into_iter();
        a.map(|a| add(a, b.next().expect("as many sums")))
    })
}
