//! How work is shared among cores: in blocks that depend on the work alone.
//!
//! The number of cores never decides where a block begins. So every number is computed from the
//! same neighbours in the same order on any machine's cores, and results repeat bit for bit with
//! one thread and with many.
//!
//! What is to be done with a block comes in as `&dyn Fn`: a call through a pointer is nothing beside a
//! block of work, and so the machinery of threads is compiled once, not for every operation.

use crate::Float;
use crate::matmul::{check, matmul};
use nalgebra::{DMatrixViewMut, Dyn, Matrix, RawStorage};
use std::ops::Range;

/// The multiply-adds that make a block worth its own trip to another core: some 10 µs on one.
pub const MIN_TASK_COST: usize = 3 << 19;

/// Work that is neither small nor large is cut into so many blocks; more would cost more to begin
/// (a product first packs its left matrix, once for each block) than they could save.
const DEFAULT_TASKS: usize = 6;

/// Large work is cut into blocks of so many multiply-adds, enough of them for many cores.
const MAX_TASK_COST: usize = 1 << 24;

/// The kernels of a product take four or six columns at a time: a width that both divide leaves
/// them no narrow rest.
const COLUMN_TILE: usize = 12;

/// And they take two or three vectors of rows, of at most sixteen numbers each.
const ROW_TILE: usize = 96;

/// How wide the blocks of so many columns are, where one column costs `work` multiply-adds.
fn chunk_columns(columns: usize, work: usize) -> usize {
    let total = columns * work;
    let blocks = (total / MIN_TASK_COST).min(DEFAULT_TASKS).max(total / MAX_TASK_COST).max(1);
    let width = columns.div_ceil(blocks).max(1);
    if blocks == 1 || width < 2 * COLUMN_TILE { width } else { width.next_multiple_of(COLUMN_TILE) }
}

/// Runs `f(first, block)` on blocks of neighbouring columns of `y`, on all cores of the pool.
///
/// `work` is the number of multiply-adds that one column costs; little work stays one block.
/// `first` is the number of the block's first column in `y`.
pub fn par_column_chunks<T: Float>(
    y: DMatrixViewMut<'_, T>,
    work: usize,
    f: &(dyn Fn(usize, DMatrixViewMut<'_, T>) + Sync),
) {
    par_reduce_column_chunks(y, work, f, |(), ()| ());
}

/// Like [`par_column_chunks`], and joins what the blocks return: neighbours first, then pairs of
/// neighbours, in an order that only the number of columns and their work decide.
pub fn par_reduce_column_chunks<T: Float, R: Send>(
    y: DMatrixViewMut<'_, T>,
    work: usize,
    f: &(dyn Fn(usize, DMatrixViewMut<'_, T>) -> R + Sync),
    join: fn(R, R) -> R,
) -> R {
    let width = chunk_columns(y.ncols(), work);
    par_split_matrix(Axis::Columns, 0, y, width, f, join)
}

/// Joins what `f` returns for blocks of neighbouring items, such as the samples of a batch, where
/// nothing is to be written: blocks and order as in [`par_reduce_column_chunks`].
pub fn par_reduce_ranges<R: Send>(
    items: usize,
    work: usize,
    f: &(dyn Fn(Range<usize>) -> R + Sync),
    join: fn(R, R) -> R,
) -> R {
    // A matrix without rows: the columns are the items, and there is nothing to write to.
    let items = DMatrixViewMut::<f32>::from_slice_generic(&mut [], Dyn(0), Dyn(items));
    par_reduce_column_chunks(items, work, &|first, block| f(first..first + block.ncols()), join)
}

/// What a matrix is cut between.
#[derive(Clone, Copy)]
enum Axis {
    Columns,
    Rows,
}

/// Halves `y` at a multiple of `width` until blocks at most so wide (or high) are left.
fn par_split_matrix<T: Float, R: Send>(
    side: Axis,
    first: usize,
    mut y: DMatrixViewMut<'_, T>,
    width: usize,
    f: &(dyn Fn(usize, DMatrixViewMut<'_, T>) -> R + Sync),
    join: fn(R, R) -> R,
) -> R {
    let count = match side {
        Axis::Columns => y.ncols(),
        Axis::Rows => y.nrows(),
    };
    let blocks = count.div_ceil(width);
    if blocks <= 1 {
        return f(first, y);
    }
    let at = blocks / 2 * width;
    let (left, right) = match side {
        Axis::Columns => y.columns_range_pair_mut(..at, at..),
        Axis::Rows => y.rows_range_pair_mut(..at, at..),
    };
    let (left, right) = rayon::join(
        || par_split_matrix(side, first, left, width, f, join),
        || par_split_matrix(side, first + at, right, width, f, join),
    );
    join(left, right)
}

/// What an operation that treats each number alone costs for one of them, in multiply-adds: it
/// takes about half a nanosecond to read a number, to compute an exponential, and to write it.
pub const ELEMENT_COST: usize = 80;

/// Runs `f(first, block)` on blocks of neighbouring numbers of `y`, on all cores of the pool: for
/// operations that treat each number alone.
///
/// `first` is the place of the block's first number in `y`; `work` is what one number costs, such
/// as [`ELEMENT_COST`].
pub fn par_chunks<T: Float>(y: &mut [T], work: usize, f: &(dyn Fn(usize, &mut [T]) + Sync)) {
    let width = chunk_columns(y.len(), work).next_multiple_of(CACHE_LINE);
    par_split_slice(0, y, width, f);
}

/// Blocks of numbers begin where a line of the cache begins (of `f32`), if `y` does.
const CACHE_LINE: usize = 16;

/// As [`split`], without joining.
fn par_split_slice<T: Float>(
    first: usize,
    y: &mut [T],
    width: usize,
    f: &(dyn Fn(usize, &mut [T]) + Sync),
) {
    let blocks = y.len().div_ceil(width);
    if blocks <= 1 {
        return f(first, y);
    }
    let at = blocks / 2 * width;
    let (left, right) = y.split_at_mut(at);
    rayon::join(
        || par_split_slice(first, left, width, f),
        || par_split_slice(first + at, right, width, f),
    );
}

/// The matrix product `y = a·b`, its columns shared among the cores of the pool.
///
/// Each block of columns goes through all of `a`. Where `y` is high and its blocks would be narrow,
/// as with the gradient of a weight over many samples, that would take longer than the product
/// itself; there the rows are shared.
///
/// # Shapes
/// `a`: `m × k`, `b`: `k × n`, `y`: `m × n`.
///
/// # Panics
/// If the shapes do not fit.
#[track_caller]
pub fn par_matmul<T: Float, A, B>(
    a: &Matrix<T, Dyn, Dyn, A>,
    b: &Matrix<T, Dyn, Dyn, B>,
    y: DMatrixViewMut<'_, T>,
) where
    A: RawStorage<T, Dyn, Dyn> + Sync,
    B: RawStorage<T, Dyn, Dyn> + Sync,
{
    check(a.shape(), b.shape(), y.shape());
    if y.nrows() > y.ncols() && chunk_columns(y.ncols(), a.len()) < 2 * COLUMN_TILE {
        let height = chunk_columns(y.nrows(), b.len()).next_multiple_of(ROW_TILE);
        let block = |first: usize, mut y: DMatrixViewMut<'_, T>| {
            matmul(&a.rows(first, y.nrows()), b, T::zero(), &mut y);
        };
        return par_split_matrix(Axis::Rows, 0, y, height, &block, |(), ()| ());
    }
    par_column_chunks(y, a.len(), &|first, mut y| {
        matmul(a, &b.columns(first, y.ncols()), T::zero(), &mut y);
    });
}

/// Numbers in one block of an operation that treats each number alone.
pub const CHUNK_LEN: usize = 1 << 14;
