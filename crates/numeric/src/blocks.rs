//! How work is shared among cores: in blocks that depend on the work alone.
//!
//! The number of cores never decides where a block begins. So every number is computed from the
//! same neighbours in the same order on any machine's cores, and results repeat bit for bit with
//! one thread and with many.

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
const LARGE_BLOCK_WORK: usize = 1 << 23;

/// The kernels of a product take four or six columns at a time: a width that both divide leaves
/// them no narrow rest.
const EVEN_WIDTH: usize = 12;

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
    f: &(impl Fn(usize, DMatrixViewMut<'_, T>) + Sync),
) {
    reduce_column_blocks(y, work, f, |(), ()| ());
}

/// Like [`column_blocks`], and joins what the blocks return: neighbours first, then pairs of
/// neighbours, in an order that only the number of columns and their work decide.
pub fn reduce_column_blocks<T: Float, R: Send>(
    y: DMatrixViewMut<'_, T>,
    work: usize,
    f: &(impl Fn(usize, DMatrixViewMut<'_, T>) -> R + Sync),
    join: fn(R, R) -> R,
) -> R {
    let width = block_width(y.ncols(), work);
    split(0, y, width, f, join)
}

/// Joins what `f` returns for blocks of neighbouring items, such as the samples of a batch, where
/// nothing is to be written: blocks and order as in [`reduce_column_blocks`].
pub fn reduce_blocks<R: Send>(
    items: usize,
    work: usize,
    f: &(impl Fn(Range<usize>) -> R + Sync),
    join: fn(R, R) -> R,
) -> R {
    // A matrix without rows: the columns are the items, and there is nothing to write to.
    let items = DMatrixViewMut::<f32>::from_slice_generic(&mut [], Dyn(0), Dyn(items));
    reduce_column_blocks(items, work, &|first, block| f(first..first + block.ncols()), join)
}

/// Halves `y` at a multiple of `width` until blocks of at most `width` columns are left.
fn split<T: Float, R: Send>(
    first: usize,
    mut y: DMatrixViewMut<'_, T>,
    width: usize,
    f: &(impl Fn(usize, DMatrixViewMut<'_, T>) -> R + Sync),
    join: fn(R, R) -> R,
) -> R {
    let blocks = y.ncols().div_ceil(width);
    if blocks <= 1 {
        return f(first, y);
    }
    let at = blocks / 2 * width;
    let (left, right) = y.columns_range_pair_mut(..at, at..);
    let (left, right) = rayon::join(
        || split(first, left, width, f, join),
        || split(first + at, right, width, f, join),
    );
    join(left, right)
}

/// The matrix product `y = a·b`, its columns shared among the cores of the pool.
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
    column_blocks(y, a.len(), &|first, mut y| {
        matmul(a, &b.columns(first, y.ncols()), T::zero(), &mut y);
    });
}

/// Numbers in one block of an operation that treats each number alone.
pub const CHUNK: usize = 1 << 14;
