//! The matrix product on many cores.

use crate::Float;
use crate::lanes::LANES;
use crate::matmul::{check_shapes, matmul};
use crate::parallel::{Axis, COLUMN_TILE, chunk_columns, par_split_matrix};
use nalgebra::{DMatrixViewMut, Dyn, Matrix, RawStorage};

/// The kernels of a product take as many rows at a time as fit into four registers, or three of half the width.
const ROW_TILE: usize = if crate::lanes::HAS_32_REGISTERS { 64 } else { 96 };

/// The minimum rows of a chunk: each chunk packs all of the right matrix, and of the left one it reads
/// that many elements of each column, which all lie in another page of memory.
const MIN_ROWS: usize = 256;

/// The minimum columns of a chunk where the left matrix, which each chunk packs, is large.
const MIN_COLUMNS: usize = 256;

/// The columns up to which the kernels read a left matrix where it is, if each of its columns is whole vectors;
/// of wider chunks each would copy it first.
const IN_PLACE_COLUMNS: usize = 4 * COLUMN_TILE;

/// The columns that are worth such a copy.
const MIN_PACKED_COLUMNS: usize = 16 * COLUMN_TILE;

/// The rows and columns up to which a matrix is read well where it is: in a larger one the columns lie in
/// too many pages of memory.
const MAX_IN_PLACE: usize = 512;

/// The elements from which on a matrix is large: an inner cache does not hold it beside anything else.
const LARGE_LEN: usize = 1 << 18;

/// Whether the kernels read a narrow chunk's left matrix where it is.
fn is_read_in_place<T, A: RawStorage<T, Dyn, Dyn>>(a: &Matrix<T, Dyn, Dyn, A>) -> bool {
    let (row_stride, column_stride) = a.strides();
    let is_whole_vectors = row_stride == 1 && a.nrows().is_multiple_of(LANES);
    is_whole_vectors && column_stride.max(a.ncols()) <= MAX_IN_PLACE
}

/// The matrix product `y = a·b`, in parallel over chunks of columns.
///
/// Each chunk of columns reads and packs all of `a`. Where `y` is high and its chunks would be narrow,
/// as with the gradient of a weight over many samples, that would take longer than the product itself;
/// there it is chunks of rows. Where `a` is large, chunks are wide; where it is small and can be read where
/// it is, they are narrow.
///
/// # Shapes
/// `a`: `m × k`, `b`: `k × n`, `y`: `m × n`.
///
/// # Panics
/// If the shapes do not fit.
///
/// ```
/// use numeric::{matrix, par_matmul};
///
/// let (a, b) = (matrix([[1.0, 2.0]]), matrix([[3.0], [4.0]]));
/// let mut y = matrix([[f64::NAN]]);
/// par_matmul(&a, &b, y.as_view_mut());
/// assert_eq!(y, matrix([[11.0]]));
/// ```
#[track_caller]
pub fn par_matmul<T: Float, A, B>(
    a: &Matrix<T, Dyn, Dyn, A>,
    b: &Matrix<T, Dyn, Dyn, B>,
    y: DMatrixViewMut<'_, T>,
) where
    A: RawStorage<T, Dyn, Dyn> + Sync,
    B: RawStorage<T, Dyn, Dyn> + Sync,
{
    check_shapes(a.shape(), b.shape(), y.shape());
    let min_width = if a.len() < LARGE_LEN { 2 * COLUMN_TILE } else { MIN_COLUMNS };
    let width = chunk_columns(y.ncols(), a.len());
    if y.nrows() > y.ncols() && width < min_width {
        let height = chunk_columns(y.nrows(), b.len()).max(MIN_ROWS).next_multiple_of(ROW_TILE);
        let chunk = |start: usize, mut y: DMatrixViewMut<'_, T>| {
            matmul(&a.rows(start, y.nrows()), b, T::zero(), &mut y);
        };
        return par_split_matrix(Axis::Rows, 0, y, height, &chunk, |(), ()| ());
    }
    let width = match width {
        _ if a.len() >= LARGE_LEN => width.max(MIN_COLUMNS),
        ..MIN_PACKED_COLUMNS if width < y.ncols() && is_read_in_place(a) => {
            width.min(IN_PLACE_COLUMNS)
        }
        _ => width,
    };
    let chunk = |start: usize, mut y: DMatrixViewMut<'_, T>| {
        matmul(a, &b.columns(start, y.ncols()), T::zero(), &mut y);
    };
    par_split_matrix(Axis::Columns, 0, y, width, &chunk, |(), ()| ());
}
