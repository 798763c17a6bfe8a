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
pub const BLOCK_WORK: usize = 3 << 19;

/// Work that is neither small nor large is cut into so many blocks; more would cost more to begin
/// (a product first packs its left matrix, once for each block) than they could save.
const USUAL_BLOCKS: usize = 6;

/// Large work is cut into blocks of so many multiply-adds, enough of them for many cores.
const LARGE_BLOCK_WORK: usize = 1 << 24;

/// The kernels of a product take four or six columns at a time: a width that both divide leaves
/// them no narrow rest.
const EVEN_WIDTH: usize = 12;

/// And they take two or three vectors of rows, of at most sixteen numbers each.
const EVEN_HEIGHT: usize = 96;

/// How wide the blocks of so many columns are, where one column costs `work` multiply-adds.
fn block_width(columns: usize, work: usize) -> usize {
    let total = columns * work;
    let blocks = (total / BLOCK_WORK).min(USUAL_BLOCKS).max(total / LARGE_BLOCK_WORK).max(1);
    let width = columns.div_ceil(blocks).max(1);
    if blocks == 1 || width < 2 * EVEN_WIDTH { width } else { width.next_multiple_of(EVEN_WIDTH) }
}

/// Runs `f(first, block)` on blocks of neighbouring columns of `y`, on all cores of the pool.
///
/// `work` is the number of multiply-adds that one column costs; little work stays one block.
/// `first` is the number of the block's first column in `y`.
pub fn column_blocks<T: Float>(
    y: DMatrixViewMut<'_, T>,
    work: usize,
    f: &(dyn Fn(usize, DMatrixViewMut<'_, T>) + Sync),
) {
    reduce_column_blocks(y, work, f, |(), ()| ());
}

/// Like [`column_blocks`], and joins what the blocks return: neighbours first, then pairs of
/// neighbours, in an order that only the number of columns and their work decide.
pub fn reduce_column_blocks<T: Float, R: Send>(
    y: DMatrixViewMut<'_, T>,
    work: usize,
    f: &(dyn Fn(usize, DMatrixViewMut<'_, T>) -> R + Sync),
    join: fn(R, R) -> R,
) -> R {
    let width = block_width(y.ncols(), work);
    split(Side::Columns, 0, y, width, f, join)
}

/// Joins what `f` returns for blocks of neighbouring items, such as the samples of a batch, where
/// nothing is to be written: blocks and order as in [`reduce_column_blocks`].
pub fn reduce_blocks<R: Send>(
    items: usize,
    work: usize,
    f: &(dyn Fn(Range<usize>) -> R + Sync),
    join: fn(R, R) -> R,
) -> R {
    // A matrix without rows: the columns are the items, and there is nothing to write to.
    let items = DMatrixViewMut::<f32>::from_slice_generic(&mut [], Dyn(0), Dyn(items));
    reduce_column_blocks(items, work, &|first, block| f(first..first + block.ncols()), join)
}

/// What a matrix is cut between.
#[derive(Clone, Copy)]
enum Side {
    Columns,
    Rows,
}

/// Halves `y` at a multiple of `width` until blocks at most so wide (or high) are left.
fn split<T: Float, R: Send>(
    side: Side,
    first: usize,
    mut y: DMatrixViewMut<'_, T>,
    width: usize,
    f: &(dyn Fn(usize, DMatrixViewMut<'_, T>) -> R + Sync),
    join: fn(R, R) -> R,
) -> R {
    let count = match side {
        Side::Columns => y.ncols(),
        Side::Rows => y.nrows(),
    };
    let blocks = count.div_ceil(width);
    if blocks <= 1 {
        return f(first, y);
    }
    let at = blocks / 2 * width;
    let (left, right) = match side {
        Side::Columns => y.columns_range_pair_mut(..at, at..),
        Side::Rows => y.rows_range_pair_mut(..at, at..),
    };
    let (left, right) = rayon::join(
        || split(side, first, left, width, f, join),
        || split(side, first + at, right, width, f, join),
    );
    join(left, right)
}

/// What an operation that treats each number alone costs for one of them, in multiply-adds: it
/// takes about half a nanosecond to read a number, to compute an exponential, and to write it.
pub const NUMBER_WORK: usize = 80;

/// Runs `f(first, block)` on blocks of neighbouring numbers of `y`, on all cores of the pool: for
/// operations that treat each number alone.
///
/// `first` is the place of the block's first number in `y`; `work` is what one number costs, such
/// as [`NUMBER_WORK`].
pub fn number_blocks<T: Float>(y: &mut [T], work: usize, f: &(dyn Fn(usize, &mut [T]) + Sync)) {
    let width = block_width(y.len(), work).next_multiple_of(LINE);
    split_numbers(0, y, width, f);
}

/// Blocks of numbers begin where a line of the cache begins (of `f32`), if `y` does.
const LINE: usize = 16;

/// As [`split`], without joining.
fn split_numbers<T: Float>(
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
        || split_numbers(first, left, width, f),
        || split_numbers(first + at, right, width, f),
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
pub fn matmul_blocks<T: Float, A, B>(
    a: &Matrix<T, Dyn, Dyn, A>,
    b: &Matrix<T, Dyn, Dyn, B>,
    y: DMatrixViewMut<'_, T>,
) where
    A: RawStorage<T, Dyn, Dyn> + Sync,
    B: RawStorage<T, Dyn, Dyn> + Sync,
{
    check(a.shape(), b.shape(), y.shape());
    if y.nrows() > y.ncols() && block_width(y.ncols(), a.len()) < 2 * EVEN_WIDTH {
        let height = block_width(y.nrows(), b.len()).next_multiple_of(EVEN_HEIGHT);
        let block = |first: usize, mut y: DMatrixViewMut<'_, T>| {
            matmul(&a.rows(first, y.nrows()), b, T::zero(), &mut y);
        };
        return split(Side::Rows, 0, y, height, &block, |(), ()| ());
    }
    column_blocks(y, a.len(), &|first, mut y| {
        matmul(a, &b.columns(first, y.ncols()), T::zero(), &mut y);
    });
}

/// Numbers in one block of an operation that treats each number alone.
pub const CHUNK: usize = 1 << 14;
