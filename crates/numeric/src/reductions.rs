//! SIMD reductions: sum, inner product and maximum.

use crate::Float;
use crate::block_sum::BLOCK;
use crate::join;
use std::ops::Range;

/// Independent partial sums: an addition need not wait for the one before it.
const LANES: usize = 16;

/// Lanes in one cache line: what is stored across two cannot be loaded again at once.
#[repr(align(64))]
struct Aligned<T>([T; LANES]);

/// Reduces the lanes pairwise, halves upon each other: four dependent steps, not sixteen.
#[inline(always)]
fn reduce_lanes<T: Float>(lanes: [T; LANES], f: impl Fn(T, T) -> T) -> T {
    let Aligned(lanes) = &mut Aligned(lanes);
    for half in [8, 4, 2, 1] {
        for i in 0..half {
            lanes[i] = f(lanes[i], lanes[i + half]);
        }
    }
    lanes[0]
}

/// Up to this many elements are added in one pass: in each lane a block.
const MAX_PASS: usize = BLOCK * LANES;

/// Up to this many elements are added by one core; beyond, the halves are added in parallel. Only
/// the length decides where.
const PAR_SUM_MIN_LEN: usize = 1 << 16;

/// The sum of what `pass` gives for parts of a range.
fn by_halves<T: Float>(range: Range<usize>, pass: &(dyn Fn(Range<usize>) -> T + Sync)) -> T {
    if range.len() <= MAX_PASS {
        return pass(range);
    }
    let middle = range.start + (range.len() / 2).next_multiple_of(MAX_PASS);
    let [left, right] = [range.start..middle, middle..range.end];
    if range.len() <= PAR_SUM_MIN_LEN {
        return by_halves(left, pass) + by_halves(right, pass);
    }
    let (left, right) = join(|| by_halves(left, pass), || by_halves(right, pass));
    left + right
}

/// The sum of the elements of `x`, in sixteen partial sums; of a long slice by halves.
///
/// ```
/// assert_eq!(numeric::sum(&[1.0, 2.0, 3.5]), 6.5);
/// assert!((numeric::sum(&vec![0.1f32; 1_000_000]) - 100_000.0).abs() < 0.1);
/// ```
pub fn sum<T: Float>(x: &[T]) -> T {
    if x.len() > MAX_PASS {
        return by_halves(0..x.len(), &|range| sum_pass(&x[range]));
    }
    sum_pass(x)
}

#[inline]
fn sum_pass<T: Float>(x: &[T]) -> T {
    let (blocks, remainder) = x.as_chunks::<LANES>();
    let mut lanes = [T::zero(); LANES];
    for block in blocks {
        for (lane, x) in lanes.iter_mut().zip(block) {
            *lane += *x;
        }
    }
    remainder.iter().fold(reduce_lanes(lanes, |a, b| a + b), |total, x| total + *x)
}

/// The inner product `Σ xᵢ·yᵢ`, in sixteen partial sums; of long slices by halves.
///
/// # Panics
/// If the lengths differ.
///
/// ```
/// assert_eq!(numeric::dot(&[1.0, 2.0], &[3.0, 4.0]), 11.0);
/// ```
#[track_caller]
pub fn dot<T: Float>(x: &[T], y: &[T]) -> T {
    let (x_len, y_len) = (x.len(), y.len());
    assert!(
        x_len == y_len,
        "dot: x ({x_len}) and y ({y_len}) do not fit: they must be equally long"
    );
    if x_len > MAX_PASS {
        return by_halves(0..x_len, &|range| dot_pass(&x[range.clone()], &y[range]));
    }
    dot_pass(x, y)
}

#[inline]
fn dot_pass<T: Float>(x: &[T], y: &[T]) -> T {
    let (x_blocks, x_remainder) = x.as_chunks::<LANES>();
    let (y_blocks, y_remainder) = y.as_chunks::<LANES>();
    let mut lanes = [T::zero(); LANES];
    for (x, y) in x_blocks.iter().zip(y_blocks) {
        for (lane, (x, y)) in lanes.iter_mut().zip(x.iter().zip(y)) {
            *lane += *x * *y;
        }
    }
    let pairs = x_remainder.iter().zip(y_remainder);
    pairs.fold(T::zero(), |total, (x, y)| total + *x * *y) + reduce_lanes(lanes, |a, b| a + b)
}

/// The sum over all indices of `f` of the elements of the slices `x` there and of the parameters
/// `p`, which are the same for all indices: in sixteen partial sums; of long slices by halves.
///
/// # Panics
/// If a slice is shorter than the first one.
///
/// ```
/// let (x, y) = ([1.0, 2.0, 3.0], [4.0, 4.0, 7.0]);
/// let sum = numeric::sum_map([&x, &y], [2.0], &|[x, y], [mean]| (x - mean) * y);
/// assert_eq!(sum, -4.0 + 0.0 + 7.0);
/// ```
#[inline]
pub fn sum_map<T: Float, const N: usize, const P: usize>(
    x: [&[T]; N],
    p: [T; P],
    f: &(impl Fn([T; N], [T; P]) -> T + Sync),
) -> T {
    if x[0].len() > MAX_PASS {
        return by_halves(0..x[0].len(), &|range| map_pass(x.map(|x| &x[range.clone()]), p, f));
    }
    map_pass(x, p, f)
}

/// One sum, parameters by `p` and not by capture, and a function of its own: so the compiler sees
/// that the lanes are SIMD vectors. Two sums at once take longer than one after the other.
#[inline(never)]
fn map_pass<T: Float, const N: usize, const P: usize>(
    x: [&[T]; N],
    p: [T; P],
    f: &impl Fn([T; N], [T; P]) -> T,
) -> T {
    let blocks = x.map(|x| x.as_chunks::<LANES>());
    let Aligned(lanes) = &mut Aligned([T::zero(); LANES]);
    for block in 0..blocks[0].0.len() {
        let x = blocks.map(|(blocks, _)| &blocks[block]);
        for (lane, sum) in lanes.iter_mut().enumerate() {
            *sum += f(x.map(|x| x[lane]), p);
        }
    }
    for (i, sum) in lanes[..blocks[0].1.len()].iter_mut().enumerate() {
        *sum += f(blocks.map(|(_, remainder)| remainder[i]), p);
    }
    sum_lanes(lanes)
}

/// The sum of the lanes. A function of its own, for inlined its last halves, which are small, would
/// decide how wide all vectors are.
#[inline(never)]
fn sum_lanes<T: Float>(lanes: &mut [T; LANES]) -> T {
    let mut half = LANES / 2;
    while half > 0 {
        let (left, right) = lanes.split_at_mut(half);
        left.iter_mut().zip(right).for_each(|(a, b)| *a += *b);
        half /= 2;
    }
    lanes[0]
}

/// The maximum of the elements of `x`, and −∞ if there is none. A NaN is ignored.
///
/// ```
/// assert_eq!(numeric::max(&[1.0, f64::NAN, 3.0, 2.0]), 3.0);
/// ```
pub fn max<T: Float>(x: &[T]) -> T {
    let larger = |max: T, x: T| if x > max { x } else { max };
    let (blocks, remainder) = x.as_chunks::<LANES>();
    let mut lanes = [T::of(f64::NEG_INFINITY); LANES];
    for block in blocks {
        for (lane, x) in lanes.iter_mut().zip(block) {
            *lane = larger(*lane, *x);
        }
    }
    remainder.iter().fold(reduce_lanes(lanes, larger), |max, x| larger(max, *x))
}
