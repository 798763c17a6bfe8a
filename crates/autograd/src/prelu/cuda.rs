//! The leaky ReLU with a trainable slope on the GPU.

use crate::Var;
use numeric::Float;
use tensor::gpu::pointwise;
use tensor::{Shape, Tensor, sum_to};

/// `y = x` where it is positive, else `slope·x`, recorded with its backward pass; seen as of the shape
/// `shape`, the slope broadcasts to `x`.
#[track_caller]
pub(crate) fn prelu<'t, T: Float>(
    [x, slope]: [Tensor<T>; 2],
    shape: Shape,
    inputs: [Var<'t, T>; 2],
) -> Var<'t, T> {
    let (whole, slope_shape, slope) = (x.shape(), slope.shape(), slope.reshape(shape));
    let y = pointwise("F(x, slope, ...) (x > 0 ? x : slope * x)", [0.0; 4], [&x, &slope], whole);
    inputs[0].tape().record("prelu", y, inputs, move |dy, [dx, dslope]| {
        dslope.accumulate(|| {
            let terms = "F(dy, x, ...) (x > 0 ? 0 : dy * x)";
            sum_to(pointwise(terms, [0.0; 4], [&dy, &x], whole), shape).reshape(slope_shape)
        });
        dx.accumulate(|| {
            let backward = "F(dy, x, slope, ...) (x > 0 ? dy : dy * slope)";
            pointwise(backward, [0.0; 4], [&dy, &x, &slope], whole)
        });
    })
}
