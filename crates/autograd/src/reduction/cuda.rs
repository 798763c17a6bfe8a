//! The maximum along an axis on the GPU.

use super::{AxisSplit, max_axes, remove_axis};
use numeric::Float;
use tensor::Tensor;
use tensor::gpu::Gpu;

/// The maximum along axis `axis`, which is removed.
#[track_caller]
pub(super) fn max<T: Float>(x: &Tensor<T>, axis: usize) -> Tensor<T> {
    let shape = x.shape();
    max_axes(x, shape.with_dim(axis, 1)).reshape(remove_axis(shape, axis))
}

/// The gradient of [`max`], whose output is `y`.
#[track_caller]
pub(super) fn max_backward<T: Float>(
    gpu: &Gpu,
    x: &Tensor<T>,
    y: &Tensor<T>,
    dy: &Tensor<T>,
    AxisSplit { len, inner, .. }: AxisSplit,
) -> Tensor<T> {
    let (mut dx, count) = (x.new_empty(x.shape()), y.len());
    let launch = gpu.kernel::<T>(include_str!("kernel.cu"), "max_backward");
    let launch = launch.output(&mut dx).input(x).input(y).input(dy);
    // SAFETY: the arguments are those of `max_backward`: `y` and `dy` have an element for each of the `count`
    // columns of `x` and `dx`, which are `len` elements long and `inner` apart.
    unsafe { launch.int(len).int(inner).int(count).over(count) };
    dx
}
