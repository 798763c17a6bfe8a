//! Softmax and its logarithm along the last axis.

use crate::Var;
use activations::{log_softmax, log_softmax_gradient, softmax, softmax_gradient};
use numeric::Float;
use tensor::Tensor;

impl<'t, T: Float> Var<'t, T> {
    /// Shares along the last axis: [`activations::softmax`].
    #[track_caller]
    pub fn softmax(self) -> Var<'t, T> {
        let y = each_sample(self.on_cpu("softmax"), softmax);
        let shares = y.clone();
        self.tape().record("softmax", y, [self], move |dy, [dx]| {
            dx.add(|| each_pair(dy, &shares, softmax_gradient));
        })
    }

    /// The logarithm of [`softmax`](Self::softmax), exact where a share is tiny:
    /// [`activations::log_softmax`].
    #[track_caller]
    pub fn log_softmax(self) -> Var<'t, T> {
        let y = each_sample(self.on_cpu("log_softmax"), log_softmax);
        let logarithms = y.clone();
        self.tape().record("log_softmax", y, [self], move |dy, [dx]| {
            dx.add(|| each_pair(dy, &logarithms, log_softmax_gradient));
        })
    }
}

/// `x` with `f` done to each sample in place.
fn each_sample<T: Float>(mut x: Tensor<T>, f: fn(&mut [T])) -> Tensor<T> {
    let width = x.shape().last().max(1);
    x.as_mut_slice().chunks_exact_mut(width).for_each(f);
    x
}

/// `dy` with `f` done to each sample of `y` and `dy`, in place.
fn each_pair<T: Float>(mut dy: Tensor<T>, y: &Tensor<T>, f: fn(&[T], &mut [T])) -> Tensor<T> {
    let width = y.shape().last().max(1);
    let samples = y.as_slice().chunks_exact(width);
    samples.zip(dy.as_mut_slice().chunks_exact_mut(width)).for_each(|(y, dy)| f(y, dy));
    dy
}
