//! Softmax and its logarithm along the last axis.

use crate::Var;
use activations::{log_softmax, log_softmax_gradient, softmax, softmax_gradient};
use numeric::{Float, NUMBER_WORK, column_blocks};
use tensor::Tensor;

impl<'t, T: Float> Var<'t, T> {
    /// Shares along the last axis: [`activations::softmax`].
    #[track_caller]
    pub fn softmax(self) -> Var<'t, T> {
        let y = each_sample(&self.on_cpu("softmax"), softmax);
        let shares = y.clone();
        self.tape().record("softmax", y, [self], move |dy, [dx]| {
            dx.add(|| each_pair(dy, &shares, softmax_gradient));
        })
    }

    /// The logarithm of [`softmax`](Self::softmax), exact where a share is tiny:
    /// [`activations::log_softmax`].
    #[track_caller]
    pub fn log_softmax(self) -> Var<'t, T> {
        let y = each_sample(&self.on_cpu("log_softmax"), log_softmax);
        let logarithms = y.clone();
        self.tape().record("log_softmax", y, [self], move |dy, [dx]| {
            dx.add(|| each_pair(dy, &logarithms, log_softmax_gradient));
        })
    }
}

/// `f` done to a copy of each sample, in blocks of samples on all cores.
fn each_sample<T: Float>(x: &Tensor<T>, f: impl Fn(&mut [T]) + Sync) -> Tensor<T> {
    let (mut y, x) = (x.beside(x.shape()), x.columns());
    column_blocks(y.columns_mut(), x.nrows() * NUMBER_WORK, &|first, mut y| {
        for (i, mut y) in y.column_iter_mut().enumerate() {
            let y = y.as_mut_slice();
            y.copy_from_slice(x.column(first + i).as_slice());
            f(y);
        }
    });
    y
}

/// `dy` with `f` done to each sample of `y` and `dy`, in place.
fn each_pair<T: Float>(
    mut dy: Tensor<T>,
    y: &Tensor<T>,
    f: impl Fn(&[T], &mut [T]) + Sync,
) -> Tensor<T> {
    let y = y.columns();
    column_blocks(dy.columns_mut(), y.nrows() * NUMBER_WORK, &|first, mut dy| {
        for (i, mut dy) in dy.column_iter_mut().enumerate() {
            f(y.column(first + i).as_slice(), dy.as_mut_slice());
        }
    });
    dy
}
