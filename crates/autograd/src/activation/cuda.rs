//! Activation functions on the GPU.

use crate::Var;
use neurons::Activation;
use numeric::Float;
use tensor::Tensor;
use tensor::gpu::pointwise;

/// `y = f(x)`, recorded with its backward pass.
#[track_caller]
pub(super) fn activate<'t, T: Float, A: Activation<T>>(
    input: Var<'t, T>,
    x: Tensor<T>,
    f: A,
) -> Var<'t, T> {
    let Some(text) = A::CUDA else { panic!("{}: this operation has no CUDA arm yet", A::NAME) };
    let (shape, parameters) = (x.shape(), f.parameters());
    let y = pointwise(text.apply, parameters, [&x], shape);
    let (out, x) = (y.clone(), A::DERIVATIVE_NEEDS_INPUT.then_some(x));
    input.tape().record("activate", y, [input], move |dy, [dx]| {
        dx.accumulate(|| {
            let z = x.as_ref().unwrap_or(&out);
            pointwise(text.backward, parameters, [&dy, z, &out], shape)
        });
    })
}
