//! Parallel loops over chunks whose boundaries depend on the work alone.
//!
//! The number of threads never decides where a chunk begins. So every element is computed from the
//! same operands in the same order on any machine, and results are equal bit for bit with one
//! thread and with many.
//!
//! The loop body comes in as `&dyn Fn`: an indirect call costs nothing beside a chunk of work, and
//! so the code for threads is compiled once, not for every operation.

use crate::Float;
use nalgebra::{DMatrixViewMut, Dyn};
use std::ops::Range;

/// The minimum cost of a task, in multiply-adds: some 10 µs on one core, worth the trip to another.
///
/// ```
/// let tasks = numeric::ELEMENT_COST * 1_000_000 / numeric::MIN_TASK_COST;
/// assert_eq!(tasks, 50);
/// ```
pub const MIN_TASK_COST: usize = 3 << 19;

/// Work that is neither small nor large is cut into at most this many tasks; more would cost more
/// to start (a product first packs its left matrix, once for each task) than they could save.
const DEFAULT_TASKS: usize = 6;

/// The maximum cost of a task, in multiply-adds: large work gets enough tasks for many cores.
const MAX_TASK_COST: usize = 1 << 24;

/// The kernels of a product take four or six columns at a time: a width that both divide leaves
/// them no narrow remainder.
pub(crate) const COLUMN_TILE: usize = 12;

/// The width of a chunk of `columns` columns, of which each costs `cost` multiply-adds.
pub(crate) fn chunk_columns(columns: usize, cost: usize) -> usize {
    let total = columns * cost;
    let tasks = (total / MIN_TASK_COST).min(DEFAULT_TASKS).max(total / MAX_TASK_COST).max(1);
    let width = columns.div_ceil(tasks).max(1);
    if tasks == 1 || width < 2 * COLUMN_TILE { width } else { width.next_multiple_of(COLUMN_TILE) }
}

/// Runs `f(start, chunk)` in parallel on chunks of adjacent columns of `y`.
///
/// `cost` is what one column costs, in multiply-adds; cheap work stays one chunk. `start` is the
/// index of the chunk's first column in `y`.
///
/// ```
/// let mut y = nalgebra::DMatrix::zeros(1, 3);
/// numeric::par_column_chunks(y.as_view_mut(), 1, &|start, mut chunk| {
///     chunk.iter_mut().enumerate().for_each(|(i, y)| *y = (start + i) as f64);
/// });
/// assert_eq!(y, numeric::matrix([[0.0, 1.0, 2.0]]));
/// ```
pub fn par_column_chunks<T: Float>(
    y: DMatrixViewMut<'_, T>,
    cost: usize,
    f: &(dyn Fn(usize, DMatrixViewMut<'_, T>) + Sync),
) {
    par_reduce_column_chunks(y, cost, f, |(), ()| ());
}

/// Like [`par_column_chunks`], and reduces what `f` returns for the chunks: adjacent ones first,
/// then pairs of these, in an order that only the number of columns and their cost decide.
///
/// ```
/// let mut y = numeric::matrix([[1.0, 2.0, 3.0]]);
/// let double = |_, mut chunk: nalgebra::DMatrixViewMut<'_, f64>| {
///     chunk *= 2.0;
///     chunk.sum()
/// };
/// let sum = numeric::par_reduce_column_chunks(y.as_view_mut(), 1, &double, |a, b| a + b);
/// assert_eq!((sum, y), (12.0, numeric::matrix([[2.0, 4.0, 6.0]])));
/// ```
pub fn par_reduce_column_chunks<T: Float, R: Send>(
    y: DMatrixViewMut<'_, T>,
    cost: usize,
    f: &(dyn Fn(usize, DMatrixViewMut<'_, T>) -> R + Sync),
    join: fn(R, R) -> R,
) -> R {
    let width = chunk_columns(y.ncols(), cost);
    par_split_matrix(Axis::Columns, 0, y, width, f, join)
}

/// Reduces what `f` returns for ranges of `items` items, such as the samples of a batch, where
/// nothing is to be written: ranges and order as in [`par_reduce_column_chunks`].
///
/// ```
/// let sum = |range: std::ops::Range<usize>| range.sum::<usize>();
/// let sum = numeric::par_reduce_ranges(1_000, 10_000, &sum, |a, b| a + b);
/// assert_eq!(sum, 499_500);
/// ```
pub fn par_reduce_ranges<R: Send>(
    items: usize,
    cost: usize,
    f: &(dyn Fn(Range<usize>) -> R + Sync),
    join: fn(R, R) -> R,
) -> R {
    // A matrix without rows: the columns are the items, and there is nothing to write to.
    let items = DMatrixViewMut::<f32>::from_slice_generic(&mut [], Dyn(0), Dyn(items));
    par_reduce_column_chunks(items, cost, &|start, chunk| f(start..start + chunk.ncols()), join)
}

/// The axis along which a matrix is cut.
#[derive(Clone, Copy)]
pub(crate) enum Axis {
    Columns,
    Rows,
}

/// Halves `y` at multiples of `width` until chunks of at most that width (or height) are left.
pub(crate) fn par_split_matrix<T: Float, R: Send>(
    axis: Axis,
    start: usize,
    mut y: DMatrixViewMut<'_, T>,
    width: usize,
    f: &(dyn Fn(usize, DMatrixViewMut<'_, T>) -> R + Sync),
    join: fn(R, R) -> R,
) -> R {
    let len = match axis {
        Axis::Columns => y.ncols(),
        Axis::Rows => y.nrows(),
    };
    let chunks = len.div_ceil(width);
    if chunks <= 1 {
        return f(start, y);
    }
    let at = chunks / 2 * width;
    let (left, right) = match axis {
        Axis::Columns => y.columns_range_pair_mut(..at, at..),
        Axis::Rows => y.rows_range_pair_mut(..at, at..),
    };
    let (left, right) = crate::join(
        || par_split_matrix(axis, start, left, width, f, join),
        || par_split_matrix(axis, start + at, right, width, f, join),
    );
    join(left, right)
}

/// The cost of an element-wise operation for one element, in multiply-adds: it takes about half a
/// nanosecond to read an element, to compute an exponential, and to write the result.
pub const ELEMENT_COST: usize = 80;

/// Runs `f(start, chunk)` in parallel on chunks of `y`: for element-wise operations.
///
/// `start` is the index of the chunk's first element in `y`; `cost` is what one element costs, such
/// as [`ELEMENT_COST`].
///
/// ```
/// let (x, mut y) = ([1.0, 2.0, 3.0], [0.0; 3]);
/// numeric::par_chunks(&mut y, numeric::ELEMENT_COST, &|start, chunk| {
///     chunk.iter_mut().zip(&x[start..]).for_each(|(y, x)| *y = x * x);
/// });
/// assert_eq!(y, [1.0, 4.0, 9.0]);
/// ```
pub fn par_chunks<T: Float>(y: &mut [T], cost: usize, f: &(dyn Fn(usize, &mut [T]) + Sync)) {
    let width = chunk_columns(y.len(), cost).next_multiple_of(CACHE_LINE);
    par_split_slice(0, y, width, f);
}

/// The elements (of `f32`) in a cache line. Chunks begin where a cache line begins, if `y` does.
const CACHE_LINE: usize = 16;

/// As [`par_split_matrix`], without reducing.
pub(crate) fn par_split_slice<T: Float>(
    start: usize,
    y: &mut [T],
    width: usize,
    f: &(dyn Fn(usize, &mut [T]) + Sync),
) {
    let chunks = y.len().div_ceil(width);
    if chunks <= 1 {
        return f(start, y);
    }
    let at = chunks / 2 * width;
    let (left, right) = y.split_at_mut(at);
    crate::join(
        || par_split_slice(start, left, width, f),
        || par_split_slice(start + at, right, width, f),
    );
}

/// What is done with a chunk of each slice and of the source.
type ZipFn<'a, T, const N: usize> = &'a (dyn Fn([&mut [T]; N], &[T]) + Sync);

/// Runs `f` in parallel on chunks of several slices and of `src` with the same indices: for
/// element-wise operations that write more than one result.
///
/// `cost` is what one element costs, such as [`ELEMENT_COST`].
///
/// # Panics
/// If the slices are not all as long as `src`.
///
/// ```
/// let (mut sum, mut last) = ([1.0, 2.0], [0.0; 2]);
/// numeric::par_zip_chunks([&mut sum, &mut last], &[5.0, 7.0], numeric::ELEMENT_COST, &|[sum, last], x| {
///     sum.iter_mut().zip(x).for_each(|(sum, x)| *sum += x);
///     last.copy_from_slice(x);
/// });
/// assert_eq!((sum, last), ([6.0, 9.0], [5.0, 7.0]));
/// ```
#[track_caller]
pub fn par_zip_chunks<T: Float, const N: usize>(
    slices: [&mut [T]; N],
    src: &[T],
    cost: usize,
    f: ZipFn<'_, T, N>,
) {
    let equal = slices.iter().all(|slice| slice.len() == src.len());
    assert!(equal, "par_zip_chunks: all slices must have the length {} of `src`", src.len());
    let width = chunk_columns(src.len(), cost).next_multiple_of(CACHE_LINE);
    par_split_slices(slices, src, width, f);
}

/// As [`par_split_slice`], for several.
fn par_split_slices<T: Float, const N: usize>(
    slices: [&mut [T]; N],
    src: &[T],
    width: usize,
    f: ZipFn<'_, T, N>,
) {
    let chunks = src.len().div_ceil(width);
    if chunks <= 1 {
        return f(slices, src);
    }
    let at = chunks / 2 * width;
    let mut right: [&mut [T]; N] = [(); N].map(|()| Default::default());
    let mut rights = right.iter_mut();
    let left = slices.map(|slice| {
        let (left, right) = slice.split_at_mut(at);
        *rights.next().expect("one right half for each slice") = right;
        left
    });
    let (before, after) = src.split_at(at);
    crate::join(
        || par_split_slices(left, before, width, f),
        || par_split_slices(right, after, width, f),
    );
}
