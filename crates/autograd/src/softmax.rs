//! Softmax and its logarithm along the last axis.

use crate::Var;
use activations::{log_softmax, log_softmax_backward, softmax, softmax_backward};
use numeric::{ELEMENT_COST, Float, par_column_chunks};
use tensor::Tensor;

impl<'t, T: Float> Var<'t, T> {
    /// Shares along the last axis: [`activations::softmax`].
    #[track_caller]
    pub fn softmax(self) -> Var<'t, T> {
        let y = map_rows(&self.expect_cpu("softmax"), softmax);
        let shares = y.clone();
        self.tape().record("softmax", y, [self], move |dy, [dx]| {
            dx.accumulate(|| zip_rows(dy, &shares, softmax_backward));
        })
    }

    /// The logarithm of [`softmax`](Self::softmax), exact where a share is tiny:
    /// [`activations::log_softmax`].
    #[track_caller]
    pub fn log_softmax(self) -> Var<'t, T> {
        let y = map_rows(&self.expect_cpu("log_softmax"), log_softmax);
        let logarithms = y.clone();
        self.tape().record("log_softmax", y, [self], move |dy, [dx]| {
            dx.accumulate(|| zip_rows(dy, &logarithms, log_softmax_backward));
        })
    }
}

/// `f` done to a copy of each sample, in blocks of samples on all cores.
fn map_rows<T: Float>(x: &Tensor<T>, f: impl Fn(&mut [T]) + Sync) -> Tensor<T> {
    let (mut y, x) = (x.new_empty(x.shape()), x.as_matrix());
    par_column_chunks(y.as_matrix_mut(), x.nrows() * ELEMENT_COST, &|first, mut y| {
        for (i, mut y) in y.column_iter_mut().enumerate() {
            let y = y.as_mut_slice();
            y.copy_from_slice(x.column(first + i).as_slice());
            f(y);
        }
    });
    y
}

/// `dy` with `f` done to each sample of `y` and `dy`, in place.
fn zip_rows<T: Float>(
    mut dy: Tensor<T>,
    y: &Tensor<T>,
    f: impl Fn(&[T], &mut [T]) + Sync,
) -> Tensor<T> {
    let y = y.as_matrix();
    par_column_chunks(dy.as_matrix_mut(), y.nrows() * ELEMENT_COST, &|first, mut dy| {
        for (i, mut dy) in dy.column_iter_mut().enumerate() {
            f(y.column(first + i).as_slice(), dy.as_mut_slice());
        }
    });
    dy
}
