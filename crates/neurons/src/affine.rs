//! The answers of a layer of neurons to a batch.

use crate::Activation;
use nalgebra::{DMatrixView, DMatrixViewMut};
use numeric::{ELEMENT_COST, Float, matmul, par_chunks, par_column_chunks};

// ANCHOR: affine
/// A layer's answers to a batch: `Y = f(W·X + b)`, the bias added to every column.
///
/// Each block of samples goes through the whole layer while it is warm in the cache: first the
/// product, then bias and activation in the same pass over its result.
///
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
    assert_eq!(b.len(), w.nrows(), "affine: one bias for each of the {} neurons", w.nrows());
    assert_eq!(x.nrows(), w.ncols(), "affine: one input for each column of the weights");
    let answers = (w.nrows(), x.ncols());
    assert_eq!(y.shape(), answers, "affine: one answer of each neuron to each sample");
    par_column_chunks(y, w.len(), &|first, mut y| {
        matmul(&w, &x.columns(first, y.ncols()), T::zero(), &mut y);
        for mut sample in y.column_iter_mut() {
            for (y, b) in sample.as_mut_slice().iter_mut().zip(b) {
                *y = f.apply(*y + *b);
            }
        }
    });
}
// ANCHOR_END: affine

/// The activation alone, `Y = f(Z)`, number by number, in blocks on all cores.
///
/// # Panics
/// If `z` and `y` are not equally long.
#[track_caller]
pub fn apply_activation<T: Float, A: Activation<T>>(f: A, z: &[T], y: &mut [T]) {
    assert_eq!(z.len(), y.len(), "activate: one answer for each input");
    par_chunks(y, ELEMENT_COST, &|first, y| {
        for (y, z) in y.iter_mut().zip(&z[first..]) {
            *y = f.apply(*z);
        }
    });
}
