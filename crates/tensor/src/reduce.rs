//! Reductions along several axes at once.

#[cfg(feature = "cuda")]
use crate::{Device, gpu};
use crate::{Shape, Tensor};
use numeric::{Float, block_reduce, fold_rows, par_chunks, sum};
use std::ops::Range;

/// How a row of elements becomes one: `rows` reduces adjacent ones, `join` two, and `empty` is what
/// no elements give.
#[derive(Clone, Copy)]
pub struct Reduction<T, R, J> {
    /// The result where there is nothing to reduce.
    pub empty: T,
    /// The reduction of adjacent elements.
    pub rows: R,
    /// The reduction of two results.
    pub join: J,
    /// The same for a GPU, as a macro of CUDA C++: `JOIN(a, b) (a + b)`.
    pub cuda: &'static str,
}

/// `x` reduced along the axes on which `shape` has the length 1 and `x` another one; all others must
/// be equal. The order in which elements are joined depends on the shapes alone, and joins halves
/// with halves, so that long sums keep their digits.
///
/// ```
/// use tensor::{Reduction, Shape, Tensor, reduce_to};
///
/// let x = Tensor::new([2, 3], vec![1.0, 5.0, 2.0, 4.0, 3.0, 6.0]);
/// let max = Reduction {
///     empty: f64::NEG_INFINITY,
///     rows: |x: &[f64]| numeric::max(x),
///     join: f64::max,
///     cuda: "JOIN(a, b) (a > b ? a : b)",
/// };
/// assert_eq!(reduce_to(&x, Shape::from([1, 3]), max).as_slice(), [4.0, 5.0, 6.0]);
/// assert_eq!(reduce_to(&x, Shape::from([1, 1]), max).as_slice(), [6.0]);
/// ```
///
/// # Panics
/// If another axis differs.
#[track_caller]
pub fn reduce_to<T, R, J>(x: &Tensor<T>, shape: Shape, reduction: Reduction<T, R, J>) -> Tensor<T>
where
    T: Float,
    R: Fn(&[T]) -> T + Sync,
    J: Fn(T, T) -> T + Sync,
{
    let (from, to) = (x.shape(), shape);
    let fits = |(from, to): (&usize, &usize)| from == to || *to == 1;
    let all = from.rank() == to.rank() && from.dims().iter().zip(to.dims()).all(fits);
    assert!(all, "reduce_to: {from:?} cannot be reduced to {to:?}");
    if from.is_empty() {
        return x.new_full(to, reduction.empty);
    }
    let mut groups = groups(from, to);
    let mut y = x.clone();
    // The last group first: its elements stand closest together.
    while let Some(last) = groups.iter().rposition(|group| group.reduced) {
        let len = groups.remove(last).len;
        let inner = groups[last..].iter().map(|group| group.len).product();
        y = reduce_group(&y, len, inner, &reduction);
    }
    y.reshape(to)
}

/// The sum of `x` along the axes on which `shape` has the length 1 and `x` another one.
///
/// ```
/// use tensor::{Shape, Tensor, sum_axes};
///
/// let x = Tensor::new([2, 2], vec![1.0, 2.0, 30.0, 40.0]);
/// assert_eq!(sum_axes(&x, Shape::from([1, 2])).as_slice(), [31.0, 42.0]);
/// ```
///
/// # Panics
/// As [`reduce_to`].
#[track_caller]
pub fn sum_axes<T: Float>(x: &Tensor<T>, shape: Shape) -> Tensor<T> {
    let sum = Reduction {
        empty: T::zero(),
        rows: |x: &[T]| sum(x),
        join: |a, b| a + b,
        cuda: "JOIN(a, b) (a + b)",
    };
    reduce_to(x, shape, sum)
}

/// Adjacent axes that are all reduced, or all kept.
struct Group {
    len: usize,
    reduced: bool,
}

fn groups(from: Shape, to: Shape) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::with_capacity(Shape::MAX_RANK);
    for (from, to) in from.dims().iter().zip(to.dims()).filter(|(from, _)| **from != 1) {
        let reduced = from != to;
        match groups.last_mut() {
            Some(group) if group.reduced == reduced => group.len *= from,
            _ => groups.push(Group { len: *from, reduced }),
        }
    }
    groups
}

/// The elements of a row that are joined with those of the next rows while they are in the cache.
const TILE: usize = 1024;

/// The cost of loading an element and joining it, in multiply-adds.
const COST: usize = 4;

/// `[outer, len, inner]` reduced to `[outer, inner]`, in parallel.
fn reduce_group<T: Float>(
    x: &Tensor<T>,
    len: usize,
    inner: usize,
    reduction: &Reduction<T, impl Fn(&[T]) -> T + Sync, impl Fn(T, T) -> T + Sync>,
) -> Tensor<T> {
    let mut y = x.new_empty([x.len() / len]);
    #[cfg(feature = "cuda")]
    if let Device::Cuda(gpu) = x.device() {
        gpu::reduce(&gpu, reduction.cuda, x, [len, inner], &mut y);
        return y;
    }
    let src = x.as_slice();
    par_chunks(y.as_mut_slice(), len * COST, &|start, mut dst| {
        let mut index = start;
        while !dst.is_empty() {
            let (outer, column) = (index / inner, index % inner);
            let (now, later) = dst.split_at_mut(dst.len().min(inner - column).min(TILE));
            let src = &src[outer * len * inner..][..len * inner];
            if inner == 1 {
                now[0] = (reduction.rows)(src);
            } else {
                join_rows(&src[column..], inner, len, now, &reduction.join);
            }
            index += now.len();
            dst = later;
        }
    });
    y
}

/// Joins `len` rows, which begin `stride` apart, into `dst`.
fn join_rows<T: Float>(
    src: &[T],
    stride: usize,
    len: usize,
    dst: &mut [T],
    join: &(impl Fn(T, T) -> T + Sync),
) {
    let width = dst.len();
    let row = |row: usize| &src[row * stride..][..width];
    let block = &mut |rows: Range<usize>, dst: &mut [T]| {
        dst.copy_from_slice(row(rows.start));
        fold_rows(rows.start + 1..rows.end, row, dst, join);
    };
    block_reduce(len, dst, block, &|x, y| fold_rows(0..1, |_| y, x, join));
}
