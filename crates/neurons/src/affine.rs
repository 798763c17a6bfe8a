//! The outputs of a layer of neurons for a batch.

use crate::Activation;
use nalgebra::{DMatrixView, DMatrixViewMut};
use numeric::{ELEMENT_COST, Float, matmul, par_chunks, par_column_chunks};

/// The outputs of a fully connected layer for a batch: `Y = f(W·X + b)`, the bias added to every
/// column.
///
/// Each chunk of samples goes through the whole layer while it is in the cache: first the product,
/// then bias and activation in one pass over its result.
///
/// ```
/// use neurons::{Identity, affine};
/// use numeric::matrix;
///
/// let (w, x) = (matrix([[2.0, -1.0]]), matrix([[3.0, 0.0], [1.0, 1.0]]));
/// let mut y = matrix([[f64::NAN, f64::NAN]]);
/// affine(w.as_view(), &[10.0], x.as_view(), Identity, y.as_view_mut());
/// assert_eq!(y, matrix([[15.0, 9.0]]));        // 2·3 − 1·1 + 10, 2·0 − 1·1 + 10
/// ```
///
// ANCHOR: affine
/// # Shapes
/// `w`: `neurons × inputs`, `b`: `neurons`, `x`: `inputs × samples`, `y`: `neurons × samples`.
///
/// # Panics
/// If the shapes do not fit.
#[track_caller]
pub fn affine<T: Float, A: Activation<T>>(
    w: DMatrixView<'_, T>,
    b: &[T],
    x: DMatrixView<'_, T>,
    f: A,
    y: DMatrixViewMut<'_, T>,
) {
    let (shapes, (m, n)) = ((w.shape(), b.len(), x.shape(), y.shape()), w.shape());
    assert!(
        b.len() == m && x.nrows() == n && y.shape() == (m, x.ncols()),
        "affine: w, b, x, y {shapes:?} do not fit: they must be (m, n), m, (n, batch), (m, batch)"
    );
    par_column_chunks(y, w.len(), &|start, mut y| {
        matmul(&w, &x.columns(start, y.ncols()), T::zero(), &mut y);
        for mut sample in y.column_iter_mut() {
            for (y, b) in sample.as_mut_slice().iter_mut().zip(b) {
                *y = f.apply(*y + *b);
            }
        }
    });
}
// ANCHOR_END: affine

/// Applies an activation element-wise, `yᵢ = f(zᵢ)`, in parallel.
///
/// # Panics
/// If `z` and `y` are not equally long.
///
/// ```
/// let mut y = [0.0; 2];
/// neurons::apply_activation(neurons::Identity, &[1.0, -2.0], &mut y);
/// assert_eq!(y, [1.0, -2.0]);
/// ```
#[track_caller]
pub fn apply_activation<T: Float, A: Activation<T>>(f: A, z: &[T], y: &mut [T]) {
    let lengths = (z.len(), y.len());
    assert!(
        lengths.0 == lengths.1,
        "apply_activation: z and y of lengths {lengths:?} do not fit: they must be equally long"
    );
    par_chunks(y, ELEMENT_COST, &|start, y| {
        for (y, z) in y.iter_mut().zip(&z[start..]) {
            *y = f.apply(*z);
        }
    });
}
