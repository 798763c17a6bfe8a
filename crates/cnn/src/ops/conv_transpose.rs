//! Recording a transposed convolution.

#[cfg(feature = "cuda")]
use super::record::cuda;
use super::record::{accumulate, fit};
use crate::blocks::Conv2dSaved;
use crate::conv_transpose::{conv_transpose2d_backward, conv_transpose2d_forward};
use crate::{ConvTranspose1dOptions, ConvTranspose2dOptions, ConvTransposeShape};
use autograd::Var;
use neurons::{Activation, Identity};
use numeric::Float;
#[cfg(feature = "cuda")]
use tensor::Device;
use tensor::Shape;

/// [`ConvOps::conv_transpose2d`](crate::ConvOps::conv_transpose2d) of images, weights and biases.
#[track_caller]
pub(super) fn conv_transpose2d<'t, T: Float, A: Activation<T>>(
    vars: [Var<'t, T>; 3],
    options: ConvTranspose2dOptions,
    f: A,
) -> Var<'t, T> {
    let shape = fit("conv_transpose2d", vars, ConvTransposeShape::out_channels, |x, w| {
        ConvTransposeShape::new(x, w, options)
    });
    let y = shape.output_shape(vars[0].shape().dims()[0]);
    record_transposed("conv_transpose2d", vars, shape, y, f)
}

/// [`ConvOps::conv_transpose1d`](crate::ConvOps::conv_transpose1d) of sequences, weights and biases.
#[track_caller]
pub(super) fn conv_transpose1d<'t, T: Float, A: Activation<T>>(
    vars: [Var<'t, T>; 3],
    options: ConvTranspose1dOptions,
    f: A,
) -> Var<'t, T> {
    let shape = fit("conv_transpose1d", vars, ConvTransposeShape::out_channels, |x, w| {
        ConvTransposeShape::new_1d(x, w, options)
    });
    let y = [vars[0].shape().dims()[0], shape.out_channels(), shape.adjoint.input.width];
    record_transposed("conv_transpose1d", vars, shape, y.into(), f)
}

/// Computes and records; an activation whose derivative needs its input is an operation of its own.
#[track_caller]
fn record_transposed<'t, T: Float, A: Activation<T>>(
    op: &'static str,
    vars: [Var<'t, T>; 3],
    shape: ConvTransposeShape,
    y_shape: Shape,
    f: A,
) -> Var<'t, T> {
    if A::DERIVATIVE_NEEDS_INPUT {
        return record(op, vars, shape, y_shape, Identity).activate(f);
    }
    record(op, vars, shape, y_shape, f)
}

#[track_caller]
fn record<'t, T: Float, A: Activation<T>>(
    op: &'static str,
    vars: [Var<'t, T>; 3],
    shape: ConvTransposeShape,
    y_shape: Shape,
    f: A,
) -> Var<'t, T> {
    let inputs = vars.map(Var::value);
    #[cfg(feature = "cuda")]
    if let Device::Cuda(_) = inputs[0].device() {
        return cuda::transposed(op, vars, shape.adjoint, y_shape, f);
    }
    let mut y = inputs[0].new_empty(y_shape);
    let [x, w, b] = inputs.each_ref().map(|tensor| tensor.as_slice());
    conv_transpose2d_forward(&shape, x, w, b, f, y.as_mut_slice());
    let output = y.clone();
    vars[0].tape().record(op, y, vars, move |dy, slots| {
        accumulate(&inputs, slots, |gradients| {
            let [x, w, _] = inputs.each_ref().map(|tensor| tensor.as_slice());
            let saved = Conv2dSaved { x, w, y: output.as_slice() };
            conv_transpose2d_backward(&shape, f, saved, dy.as_slice(), gradients);
        });
    })
}
