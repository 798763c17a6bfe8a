//! The same memory as nalgebra sees it, and arithmetic in place.

use crate::{Tensor, expect_shape};
use nalgebra::{DMatrixView, DMatrixViewMut};
use numeric::Float;

impl<T: Float> Tensor<T> {
    /// nalgebra's view of the same memory: the last axis runs down a column, one column for each
    /// place of the other axes. A weight `[inputs, outputs]` is seen as `outputs × inputs`.
    ///
    /// # Panics
    /// If the numbers are on the GPU.
    #[track_caller]
    #[inline]
    pub fn as_matrix(&self) -> DMatrixView<'_, T> {
        let shape = self.shape();
        DMatrixView::from_slice(self.as_slice(), shape.last_dim(), shape.n_columns())
    }

    /// Like [`columns`](Self::columns), to change; if the numbers are shared, a copy is made first.
    ///
    /// # Panics
    /// If the numbers are on the GPU.
    #[track_caller]
    #[inline]
    pub fn as_matrix_mut(&mut self) -> DMatrixViewMut<'_, T> {
        let shape = self.shape();
        DMatrixViewMut::from_slice(self.as_mut_slice(), shape.last_dim(), shape.n_columns())
    }

    /// Each number after `f`, in place if nobody else holds the numbers.
    #[track_caller]
    pub fn map(mut self, f: impl Fn(T) -> T) -> Self {
        for x in self.as_mut_slice() {
            *x = f(*x);
        }
        self
    }

    /// Each number after `f` with its partner in `other`, in place if nobody else holds the numbers.
    ///
    /// # Panics
    /// If the shapes differ.
    #[track_caller]
    pub fn zip_map(mut self, other: &Tensor<T>, f: impl Fn(T, T) -> T) -> Self {
        expect_shape(self.shape().expect_same("zip", other.shape()));
        for (x, y) in self.as_mut_slice().iter_mut().zip(other.as_slice()) {
            *x = f(*x, *y);
        }
        self
    }
}
