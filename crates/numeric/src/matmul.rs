//! The matrix product that all layers use.

use crate::Float;
use gemm_common::Parallelism;
use nalgebra::{DMatrixView, DMatrixViewMut, Dyn, Matrix, MatrixView, RawStorage, U1, ViewStorage};

/// The view that [`transposed`] returns: the stride between its columns is 1.
pub type Transposed<'a, T> = MatrixView<'a, T, Dyn, Dyn, Dyn, U1>;

/// The transpose of a matrix as a view of the same memory: nothing is copied.
///
/// ```
/// let a = numeric::matrix([[1.0, 2.0, 3.0]]);
/// assert_eq!(numeric::transposed(a.as_view()), numeric::matrix([[1.0], [2.0], [3.0]]));
/// ```
pub fn transposed<T: Float>(a: DMatrixView<'_, T>) -> Transposed<'_, T> {
    let (rows, columns) = a.shape();
    let (_, stride) = a.strides();
    // SAFETY: element (j, i) of the new view is element (i, j) of `a`, for the same lifetime.
    Matrix::from_data(unsafe {
        ViewStorage::from_raw_parts(a.as_ptr(), (Dyn(columns), Dyn(rows)), (Dyn(stride), U1))
    })
}

/// The matrix product `y = a·b + beta·y`, on one core; with `beta = 0` the old `y` is not read.
///
/// `a` and `b` may be matrices, views or [`transposed`] views. The work is done by the `gemm`
/// crates, whose kernels are about as fast as Intel's MKL on one core. To use more
/// cores, split the columns of `y` with [`par_matmul`](crate::par_matmul).
///
/// # Shapes
/// `a`: `m × k`, `b`: `k × n`, `y`: `m × n`.
///
/// # Panics
/// If the shapes do not fit.
///
/// ```
/// use numeric::{matmul, matrix};
///
/// let (a, b) = (matrix([[1.0, 2.0]]), matrix([[3.0], [4.0]]));
/// let mut y = matrix([[100.0]]);
/// matmul(&a, &b, 1.0, &mut y.as_view_mut());
/// assert_eq!(y, matrix([[111.0]]));        // 1·3 + 2·4 + 1·100
/// ```
#[track_caller]
pub fn matmul<T: Float, A: RawStorage<T, Dyn, Dyn>, B: RawStorage<T, Dyn, Dyn>>(
    a: &Matrix<T, Dyn, Dyn, A>,
    b: &Matrix<T, Dyn, Dyn, B>,
    beta: T,
    y: &mut DMatrixViewMut<'_, T>,
) {
    check_shapes(a.shape(), b.shape(), y.shape());
    let ((m, k), n) = (a.shape(), b.ncols());
    let ((a_row, a_col), (b_row, b_col), (y_row, y_col)) = (a.strides(), b.strides(), y.strides());
    // SAFETY: each pointer comes with the shape and strides of the view it belongs to, and `y` is
    // borrowed mutably, so that it overlaps neither `a` nor `b`.
    unsafe {
        T::gemm_kernel()(
            m,
            n,
            k,
            y.as_mut_ptr(),
            y_col as isize,
            y_row as isize,
            !beta.is_zero(),
            a.data.ptr(),
            a_col as isize,
            a_row as isize,
            b.data.ptr(),
            b_col as isize,
            b_row as isize,
            beta,
            T::one(),
            false,
            false,
            false,
            Parallelism::None,
        )
    }
}

/// # Panics
/// At the caller's line, if a product of the first two shapes has not the third.
#[track_caller]
pub(crate) fn check_shapes(a: (usize, usize), b: (usize, usize), y: (usize, usize)) {
    assert!(
        a.1 == b.0 && y == (a.0, b.1),
        "matmul: a {a:?}, b {b:?} and y {y:?} do not fit: they must be (m, k), (k, n) and (m, n)"
    );
}
