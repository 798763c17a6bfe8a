//! Views for nalgebra, and element-wise functions in place.

use crate::{Tensor, expect_same_device, expect_shape};
use nalgebra::{DMatrixView, DMatrixViewMut};
use numeric::Float;
use std::sync::Arc;

impl<T: Float> Tensor<T> {
    /// nalgebra's view of the same memory: the last axis runs down a column, one column for each
    /// index of the other axes. A weight `[inputs, outputs]` is seen as `outputs × inputs`.
    ///
    /// ```
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::new([2, 3], vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
    /// let columns = x.as_matrix();
    /// assert_eq!((columns.shape(), columns[(2, 0)]), ((3, 2), 3.0));
    /// ```
    ///
    /// # Panics
    /// If the elements are on a GPU.
    #[track_caller]
    #[inline]
    pub fn as_matrix(&self) -> DMatrixView<'_, T> {
        let shape = self.shape();
        DMatrixView::from_slice(self.as_slice(), shape.last_dim(), shape.n_columns())
    }

    /// Like [`as_matrix`](Self::as_matrix), mutable; if the elements are shared, they are copied
    /// first.
    ///
    /// ```
    /// use tensor::Tensor;
    ///
    /// let mut x = Tensor::zeros([2, 3]);
    /// x.as_matrix_mut()[(2, 0)] = 1.0;                    // element 2 of sample 0
    /// assert_eq!(x.as_slice(), [0.0, 0.0, 1.0, 0.0, 0.0, 0.0]);
    /// ```
    ///
    /// # Panics
    /// If the elements are on a GPU.
    #[track_caller]
    #[inline]
    pub fn as_matrix_mut(&mut self) -> DMatrixViewMut<'_, T> {
        let shape = self.shape();
        DMatrixViewMut::from_slice(self.as_mut_slice(), shape.last_dim(), shape.n_columns())
    }

    /// `f` of each element, in place unless the elements are shared.
    ///
    /// ```
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::new([2], vec![1.0, -2.0]);
    /// assert_eq!(x.map(|x| 3.0 * x).as_slice(), [3.0, -6.0]);
    /// ```
    ///
    /// # Panics
    /// If the elements are on a GPU.
    #[track_caller]
    pub fn map(mut self, f: impl Fn(T) -> T) -> Self {
        if self.is_shared() {
            // In one pass, not by a copy that is then changed.
            let mut y = self.new_empty(self.shape());
            y.as_mut_slice().iter_mut().zip(self.as_slice()).for_each(|(y, x)| *y = f(*x));
            return y;
        }
        for x in self.as_mut_slice() {
            *x = f(*x);
        }
        self
    }

    /// `f` of each element and the element of `other` at the same index, in place unless the
    /// elements are shared.
    ///
    /// ```
    /// use tensor::Tensor;
    ///
    /// let (x, y) = (Tensor::new([2], vec![1.0, 2.0]), Tensor::new([2], vec![10.0, 20.0]));
    /// assert_eq!(x.zip_map(&y, |x, y| y - x).as_slice(), [9.0, 18.0]);
    /// ```
    ///
    /// # Panics
    /// If the shapes differ, or if the elements are on a GPU.
    #[track_caller]
    pub fn zip_map(mut self, other: &Tensor<T>, f: impl Fn(T, T) -> T) -> Self {
        expect_shape(self.shape().expect_same("zip_map", other.shape()));
        expect_same_device("zip_map", &[&self, other]);
        if self.is_shared() {
            let mut z = self.new_empty(self.shape());
            let both = self.as_slice().iter().zip(other.as_slice());
            z.as_mut_slice().iter_mut().zip(both).for_each(|(z, (x, y))| *z = f(*x, *y));
            return z;
        }
        for (x, y) in self.as_mut_slice().iter_mut().zip(other.as_slice()) {
            *x = f(*x, *y);
        }
        self
    }

    fn is_shared(&self) -> bool {
        Arc::strong_count(&self.storage) > 1
    }
}
