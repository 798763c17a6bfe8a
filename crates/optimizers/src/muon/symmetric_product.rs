//! A product of matrices that is known to be symmetric.

use nalgebra::{DMatrixView, DMatrixViewMut, Dim, Dyn, MatrixView};
use numeric::{ELEMENT_COST, Float, MIN_TASK_COST, join, matmul, par_column_chunks, par_matmul};

/// The side up to which a block is computed whole: 48 rows fill three registers of 16 elements, six
/// of 8 or twelve of 4, and the kernels of a product take four or six columns at a time.
const BLOCK: usize = 48;

/// The side of the squares that are reflected one after the other. One of the two matrices is read or
/// written across its columns, where each element lies in another cache line; within a square these
/// lines are used again.
const SQUARE: usize = 16;

/// The product `y = a·b`, if it is known to be symmetric: in little more than half of the
/// multiplications.
///
/// A symmetric matrix consists of two smaller ones on the diagonal, which are computed in the same
/// way, and of two blocks off the diagonal. One of these is a product, the other its reflection.
///
/// # Shapes
/// `a`: `n × k`, `b`: `k × n`, `y`: `n × n`.
pub(super) fn symmetric_product<T: Float, AR: Dim, AC: Dim, BR: Dim, BC: Dim>(
    a: MatrixView<'_, T, Dyn, Dyn, AR, AC>,
    b: MatrixView<'_, T, Dyn, Dyn, BR, BC>,
    mut y: DMatrixViewMut<'_, T>,
) {
    let n = y.nrows();
    if n <= BLOCK {
        matmul(&a, &b, T::zero(), &mut y);
        return y.fill_lower_triangle_with_upper_triangle();
    }
    let is_large = y.len() * a.ncols() >= MIN_TASK_COST;
    let at = (n / 2).next_multiple_of(BLOCK);
    let (mut left, mut right) = y.columns_range_pair_mut(..at, at..);
    let (top_left, bottom_left) = left.rows_range_pair_mut(..at, at..);
    let (mut top_right, bottom_right) = right.rows_range_pair_mut(..at, at..);
    let off_diagonal = || {
        par_matmul(&a.rows_range(..at), &b.columns_range(at..), top_right.as_view_mut());
        reflect(top_right.as_view(), bottom_left);
    };
    let first = || symmetric_product(a.rows_range(..at), b.columns_range(..at), top_left);
    let second = || symmetric_product(a.rows_range(at..), b.columns_range(at..), bottom_right);
    if is_large {
        join(off_diagonal, || join(first, second));
    } else {
        off_diagonal();
        first();
        second();
    }
}

/// Copies the transpose of `x` to `y`, in parallel, square by square.
pub(super) fn reflect<T: Float>(x: DMatrixView<'_, T>, y: DMatrixViewMut<'_, T>) {
    par_column_chunks(y, x.ncols() * ELEMENT_COST, &|start, mut y| {
        let x = x.rows(start, y.ncols());
        let (rows, columns) = x.shape();
        for column in (0..columns).step_by(SQUARE) {
            for row in (0..rows).step_by(SQUARE) {
                let (height, width) = (SQUARE.min(rows - row), SQUARE.min(columns - column));
                let square = x.view((row, column), (height, width));
                y.view_mut((column, row), (width, height)).tr_copy_from(&square);
            }
        }
    });
}
