//! Softmax and log-softmax along any axis on the GPU: in terms of reductions and
//! element-wise functions.

use crate::reduction::max_axes;
use numeric::Float;
use tensor::gpu::pointwise;
use tensor::{Shape, Tensor, sum_axes};

/// The softmax along the axes on which `kept` has the length 1, or its logarithm.
#[track_caller]
pub(super) fn softmax<T: Float>(x: &Tensor<T>, kept: Shape, is_log: bool) -> Tensor<T> {
    let shape = x.shape();
    let max = max_axes(x, kept);
    let exp = pointwise("F(x, max, ...) (exp(x - max))", [0.0; 4], [x, &max], shape);
    let sum = sum_axes(&exp, kept);
    if is_log {
        let f = "F(x, max, sum, ...) (x - max - log(sum))";
        return pointwise(f, [0.0; 4], [x, &max, &sum], shape);
    }
    pointwise("F(exp, sum, ...) (exp / sum)", [0.0; 4], [&exp, &sum], shape)
}

/// The gradient of [`softmax`], whose output is `y`.
#[track_caller]
pub(super) fn softmax_backward<T: Float>(
    dy: &Tensor<T>,
    y: &Tensor<T>,
    kept: Shape,
    is_log: bool,
) -> Tensor<T> {
    let shape = y.shape();
    if is_log {
        let total = sum_axes(dy, kept);
        let f = "F(dy, y, total, ...) (dy - exp(y) * total)";
        return pointwise(f, [0.0; 4], [dy, y, &total], shape);
    }
    let product = pointwise("F(dy, y, ...) (dy * y)", [0.0; 4], [dy, y], shape);
    let dot = sum_axes(&product, kept);
    pointwise("F(dy, y, dot, ...) (y * (dy - dot))", [0.0; 4], [dy, y, &dot], shape)
}
