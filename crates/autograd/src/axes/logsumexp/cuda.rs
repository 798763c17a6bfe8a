//! The logarithm of a sum of exponentials on the GPU, in terms of reductions and element-wise functions.

use crate::reduction::max_axes;
use numeric::Float;
use tensor::gpu::pointwise;
use tensor::{Shape, Tensor, sum_axes};

/// `ln Σ eˣ` in the shape `kept`, in which the axes reduced have length 1.
#[track_caller]
pub(super) fn log_sum_exp<T: Float>(x: &Tensor<T>, kept: Shape) -> Tensor<T> {
    let max = max_axes(x, kept);
    // No infinite maximum is subtracted, since ∞ − ∞ is no number.
    let finite = "F(max, ...) (max == INF || max == -INF ? 0 : max)";
    let max = pointwise(finite, [0.0; 4], [&max], kept);
    let exp = pointwise("F(x, max, ...) (exp(x - max))", [0.0; 4], [x, &max], x.shape());
    let sum = sum_axes(&exp, kept);
    pointwise("F(sum, max, ...) (log(sum) + max)", [0.0; 4], [&sum, &max], kept)
}
