//! Pooling on the GPU.

use crate::{Average, PoolShape, PoolWindows, Size2d};
use numeric::Float;
use tensor::gpu::to_i32;
use tensor::{Shape, Tensor};

/// The kernels' text.
const KERNEL: &str = include_str!("kernel.cu");

/// The maxima, of this shape, and for each its index in its channel, as an `int` in the memory of an
/// element.
#[track_caller]
pub(crate) fn max_pool<T: Float>(
    shape: &PoolShape,
    x: &Tensor<T>,
    y_shape: Shape,
) -> [Tensor<T>; 2] {
    let (len, pool) = (y_shape.len(), pool(shape, Average::OfPixels, x.len()));
    let [mut y, mut argmax] = [(); 2].map(|()| x.new_empty(y_shape));
    let (gpu, y_out, argmax_out) = (x.gpu(), &mut y, &mut argmax);
    let launch = gpu.kernel::<T>(KERNEL, "max_pool").output(y_out).output(argmax_out).input(x);
    // SAFETY: the arguments are those of `max_pool`, an element having room for an `int`; `elements` are
    // below the lengths of the axes, and so the indices that are read and written below those of `x` and `y`.
    unsafe { launch.ints(pool).int(len).over(len) };
    [y, argmax]
}

/// The gradient of [`max_pool`] with respect to `x`.
#[track_caller]
pub(crate) fn max_pool_backward<T: Float>(
    shape: &PoolShape,
    argmax: &Tensor<T>,
    dy: &Tensor<T>,
    x_shape: Shape,
) -> Tensor<T> {
    let mut dx = dy.new_empty(x_shape);
    let (gpu, len, pool) = (dy.gpu(), dx.len(), pool(shape, Average::OfPixels, dy.len()));
    let launch = gpu.kernel::<T>(KERNEL, "max_pool_backward").output(&mut dx).input(dy);
    // SAFETY: the arguments are those of `max_pool_backward`; `windows` are below the numbers of positions,
    // and so the indices that are read below the lengths of `dy` and `argmax`.
    unsafe { launch.input(argmax).ints(pool).int(len).over(len) };
    dx
}

/// The means, of this shape.
#[track_caller]
pub(crate) fn avg_pool<T: Float>(
    shape: &PoolShape,
    average: Average,
    x: &Tensor<T>,
    y_shape: Shape,
) -> Tensor<T> {
    let mut y = x.new_empty(y_shape);
    let (gpu, pool, len) = (x.gpu(), pool(shape, average, x.len()), y.len());
    let launch = gpu.kernel::<T>(KERNEL, "avg_pool").output(&mut y).input(x);
    // SAFETY: the arguments are those of `avg_pool`; the indices are those of `max_pool`.
    unsafe { launch.ints(pool).int(len).over(len) };
    y
}

/// The gradient of [`avg_pool`] with respect to its input, of this shape.
#[track_caller]
pub(crate) fn avg_pool_backward<T: Float>(
    shape: &PoolShape,
    average: Average,
    dy: &Tensor<T>,
    x_shape: Shape,
) -> Tensor<T> {
    let mut dx = dy.new_empty(x_shape);
    let (gpu, pool, len) = (dy.gpu(), pool(shape, average, dy.len()), dx.len());
    let launch = gpu.kernel::<T>(KERNEL, "avg_pool_backward").output(&mut dx).input(dy);
    // SAFETY: the arguments are those of `avg_pool_backward`; the indices are those of
    // `max_pool_backward`.
    unsafe { launch.ints(pool).int(len).over(len) };
    dx
}

/// The maximum length and distance on an axis: sums of three fit an `int`.
const MAX_DISTANCE: usize = 1 << 29;

/// The struct `Pool` of kernels that read this many elements.
#[track_caller]
fn pool(shape: &PoolShape, average: Average, read: usize) -> [isize; 15] {
    to_i32(read);
    let axis = |along: fn(Size2d) -> usize| {
        let (len, positions) = (along(shape.input), along(shape.output));
        let [taps, stride, dilation, before, after] = match shape.windows {
            PoolWindows::Sliding(it) => {
                let padding = [it.padding.before, it.padding.after];
                let [before, after] = padding.map(along);
                // With a longer step than the input there is one position, whatever the step.
                let stride = along(it.stride).min(MAX_DISTANCE);
                [along(it.kernel), stride, along(it.dilation), before, after]
            }
            PoolWindows::Adaptive => [0; 5],
        };
        let extents = [len + before + after, taps.saturating_mul(dilation)];
        let fits = extents.into_iter().all(|extent| extent <= MAX_DISTANCE);
        assert!(fits, "GPU: a window of {taps} on an axis of {len} is too large for one launch");
        [len, positions, taps, stride, dilation, before, after].map(|n| n as isize)
    };
    let axes = [axis(|size| size.height), axis(|size| size.width)];
    let counts_padding = isize::from(average == Average::WithPadding);
    let mut sizes = axes.into_iter().flatten().chain([counts_padding]);
    std::array::from_fn(|_| sizes.next().expect("fifteen sizes"))
}
