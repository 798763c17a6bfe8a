//! What the convolutions have in common: inputs that fit, and recording.

use crate::ConvShape;
use crate::blocks::{Conv2dGradients, Conv2dSaved};
use crate::conv2d::{backward, forward};
use crate::direct::FusedMaxPool;
use crate::kernels::Fused;
use autograd::{GradientSlot, Var};
use neurons::Activation;
use numeric::Float;
#[cfg(feature = "cuda")]
use tensor::Device;
use tensor::{Shape, ShapeError, Tensor, expect_same_device, expect_shape};

#[cfg(feature = "cuda")]
pub(super) mod cuda;

/// The sizes of a convolution of images, weights and biases; `filters` is how many biases they want.
///
/// # Panics
/// If they do not fit.
#[track_caller]
pub(super) fn fit<T: Float, S>(
    op: &'static str,
    vars: [Var<'_, T>; 3],
    filters: fn(&S) -> usize,
    shape: impl FnOnce(Shape, Shape) -> Result<S, ShapeError>,
) -> S {
    let values = vars.map(Var::value);
    expect_same_device(op, &values.each_ref());
    let [x, w, b] = vars.map(Var::shape);
    let shape = expect_shape(shape(x, w));
    let biases = Shape::from([filters(&shape)]);
    if b != biases {
        let requirement = "there must be one bias for each filter";
        expect_shape(Err(ShapeError { op, lhs: biases, rhs: b, requirement }))
    }
    shape
}

// ANCHOR: conv2d
/// Computes a convolution of images, weights and biases, with the max pooling that it takes along,
/// and records it.
#[track_caller]
pub(super) fn record_conv<'t, T: Float, A: Activation<T>>(
    op: &'static str,
    vars: [Var<'t, T>; 3],
    shape: ConvShape,
    y_shape: Shape,
    f: A,
    pool: Option<FusedMaxPool>,
) -> Var<'t, T> {
    let inputs = vars.map(Var::value);
    #[cfg(feature = "cuda")]
    if let Device::Cuda(_) = inputs[0].device() {
        return cuda::conv(op, vars, shape, y_shape, f);
    }
    let argmax_len = pool.as_ref().map_or(0, |pool| pool.argmax_len(&shape, y_shape.dims()[0]));
    let [mut y, mut argmax] =
        [y_shape, [argmax_len].into()].map(|shape| inputs[0].new_empty(shape));
    let slices = inputs.each_ref().map(|tensor| tensor.as_slice());
    let fused = pool.as_ref().map(|pool| Fused { pool, argmax: argmax.as_mut_slice() });
    forward(&shape, slices, f, y.as_mut_slice(), fused);
    let output = y.clone();
    vars[0].tape().record(op, y, vars, move |dy, slots| {
        accumulate(&inputs, slots, |gradients| {
            let [x, w, _] = inputs.each_ref().map(|tensor| tensor.as_slice());
            let saved = Conv2dSaved { x, w, y: output.as_slice() };
            let fused = pool.as_ref().map(|pool| Fused { pool, argmax: argmax.as_slice() });
            backward(&shape, f, saved, dy.as_slice(), gradients, fused);
        });
    })
}
// ANCHOR_END: conv2d

/// Has `backward` write the gradients of those of `inputs`, images, weights and biases, that
/// require one, and accumulates them.
pub(super) fn accumulate<T: Float>(
    inputs: &[Tensor<T>; 3],
    slots: [GradientSlot<'_, T>; 3],
    backward: impl FnOnce(Conv2dGradients<'_, T>),
) {
    let mut gradients =
        [0, 1, 2].map(|i| slots[i].requires_grad().then(|| inputs[i].new_empty(inputs[i].shape())));
    let [dx, dw, db] =
        gradients.each_mut().map(|gradient| gradient.as_mut().map(Tensor::as_mut_slice));
    backward(Conv2dGradients { dx, dw, db });
    for (slot, gradient) in slots.into_iter().zip(gradients) {
        if let Some(gradient) = gradient {
            slot.accumulate(|| gradient);
        }
    }
}
