//! Recording convolutions on the GPU: the activation is an operation of its own.

use crate::ConvShape;
use crate::conv2d::cuda::{adjoint, convolve, weight_gradient};
use autograd::Var;
use neurons::{Activation, Identity};
use numeric::Float;
use std::any::TypeId;
use tensor::{Shape, Tensor, sum_to};

/// As [`record_conv`](super::record_conv).
#[track_caller]
pub fn conv<'t, T: Float, A: Activation<T>>(
    op: &'static str,
    vars: [Var<'t, T>; 3],
    shape: ConvShape,
    y_shape: Shape,
    f: A,
) -> Var<'t, T> {
    let [x, w, b] = vars.map(Var::value);
    let y = convolve(&shape, [&x, &w], Some(&b), y_shape);
    let y = vars[0].tape().record(op, y, vars, move |dy, [dx, dw, db]| {
        dx.accumulate(|| adjoint(&shape, [&dy, &w], None, x.shape()));
        dw.accumulate(|| weight_gradient(&shape, [&x, &dy], w.shape()));
        db.accumulate(|| bias_gradient(dy));
    });
    activated(y, f)
}

/// As a transposed convolution is recorded on the CPU; `shape` is that of the convolution whose adjoint it
/// is.
#[track_caller]
pub fn transposed<'t, T: Float, A: Activation<T>>(
    op: &'static str,
    vars: [Var<'t, T>; 3],
    shape: ConvShape,
    y_shape: Shape,
    f: A,
) -> Var<'t, T> {
    let [x, w, b] = vars.map(Var::value);
    let y = adjoint(&shape, [&x, &w], Some(&b), y_shape);
    let y = vars[0].tape().record(op, y, vars, move |dy, [dx, dw, db]| {
        dx.accumulate(|| convolve(&shape, [&dy, &w], None, x.shape()));
        dw.accumulate(|| weight_gradient(&shape, [&dy, &x], w.shape()));
        db.accumulate(|| bias_gradient(dy));
    });
    activated(y, f)
}

/// The sum of each channel over all images.
fn bias_gradient<T: Float>(dy: Tensor<T>) -> Tensor<T> {
    let [n, channels] = [0, 1].map(|axis| dy.shape().dims()[axis]);
    let area = dy.shape().dims()[2..].iter().product();
    sum_to(dy.reshape([n, channels, area]), [1, channels, 1].into()).reshape([channels])
}

#[track_caller]
fn activated<T: Float, A: Activation<T>>(y: Var<'_, T>, f: A) -> Var<'_, T> {
    if TypeId::of::<A>() == TypeId::of::<Identity>() { y } else { y.activate(f) }
}
