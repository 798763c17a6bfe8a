//! Max and average pooling on slices, forward and backward.

use crate::PoolShape;
use crate::avg_pool;
use crate::kernels::Kernels;
use numeric::Float;

#[cfg(feature = "cuda")]
pub(crate) mod cuda;

// ANCHOR: max_pool2d_forward
/// The maximum under the window at each output position: `y(p, q) = max x(s·p + i − pad, s·q + j −
/// pad)`. Padding does not count. A NaN is greater than every number, so that a fault earlier in
/// the network is not hidden.
///
/// # Shapes
/// `x`: channels of `shape.input`, `y`: as many of `shape.output`.
///
/// # Panics
/// If the lengths do not fit.
///
/// ```
/// use cnn::{Pool2dOptions, PoolShape, max_pool2d_forward};
///
/// let (shape, _) = PoolShape::new("pool", [1, 1, 1, 4].into(), Pool2dOptions::new([1, 2]))?;
/// let mut y = [0.0; 2];
/// max_pool2d_forward(&shape, &[1.0, 3.0, 2.0, 0.0], &mut y);
/// assert_eq!(y, [3.0, 2.0]);
/// # Ok::<(), tensor::ShapeError>(())
/// ```
#[track_caller]
pub fn max_pool2d_forward<T: Float>(shape: &PoolShape, x: &[T], y: &mut [T]) {
    check("max_pool2d", shape, x, y);
    (Kernels::get().max_pool2d_forward)(shape, x, y);
}
// ANCHOR_END: max_pool2d_forward

// ANCHOR: max_pool2d_backward
/// The gradient of [`max_pool2d_forward`]: each `dy` goes to the argmax of its window,
/// `∂x(u, v) = Σ dy(p, q)` over the windows whose maximum the pixel was. Of equal maxima the first
/// counts, in the order of rows, and of several NaN the last, as in PyTorch.
///
/// # Shapes
/// `x` and `dx`: channels of `shape.input`, `y` and `dy`: as many of `shape.output`.
///
/// # Panics
/// If the lengths do not fit.
///
/// ```
/// use cnn::{Pool2dOptions, PoolShape, max_pool2d_backward};
///
/// let (shape, _) = PoolShape::new("pool", [1, 1, 1, 4].into(), Pool2dOptions::new([1, 2]))?;
/// let (x, y, dy) = ([1.0, 3.0, 2.0, 0.0], [3.0, 2.0], [10.0, 20.0]);
/// let mut dx = [0.0; 4];
/// max_pool2d_backward(&shape, &x, &y, &dy, &mut dx);
/// assert_eq!(dx, [0.0, 10.0, 20.0, 0.0]);
/// # Ok::<(), tensor::ShapeError>(())
/// ```
#[track_caller]
pub fn max_pool2d_backward<T: Float>(shape: &PoolShape, x: &[T], y: &[T], dy: &[T], dx: &mut [T]) {
    check("max_pool2d", shape, x, y);
    assert!(dx.len() == x.len() && dy.len() == y.len(), "max_pool2d_backward: as x and y");
    (Kernels::get().max_pool2d_backward)(shape, [x, y, dy], dx);
}
// ANCHOR_END: max_pool2d_backward

/// What the sum under a window is divided by where the window reaches over an edge.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Average {
    /// By the size of the window, as if the padding were zeros: PyTorch's `count_include_pad=True`.
    #[default]
    WithPadding,
    /// By the number of pixels under it: `count_include_pad=False`.
    OfPixels,
}

// ANCHOR: avg_pool2d_forward
/// The mean under the window at each output position: `y(p, q) = 1/k² · Σ x(s·p + i − pad, s·q + j
/// − pad)` for a square window; the padding adds nothing to the sum.
///
/// # Shapes
/// `x`: channels of `shape.input`, `y`: as many of `shape.output`.
///
/// # Panics
/// If the lengths do not fit.
///
/// ```
/// use cnn::{Average, Pool2dOptions, PoolShape, avg_pool2d_forward};
///
/// let (shape, _) = PoolShape::new("pool", [1, 1, 1, 4].into(), Pool2dOptions::new([1, 2]))?;
/// let mut y = [0.0; 2];
/// avg_pool2d_forward(&shape, Average::WithPadding, &[1.0, 3.0, 2.0, 0.0], &mut y);
/// assert_eq!(y, [2.0, 1.0]);
/// # Ok::<(), tensor::ShapeError>(())
/// ```
#[track_caller]
pub fn avg_pool2d_forward<T: Float>(shape: &PoolShape, average: Average, x: &[T], y: &mut [T]) {
    check("avg_pool2d", shape, x, y);
    avg_pool::forward(shape, average, x, y);
}

/// The gradient of [`avg_pool2d_forward`]: each pixel under a window gets the same fraction of
/// `dy`.
///
/// # Shapes
/// `dy`: channels of `shape.output`, `dx`: as many of `shape.input`.
///
/// # Panics
/// If the lengths do not fit.
///
/// ```
/// use cnn::{Average, Pool2dOptions, PoolShape, avg_pool2d_backward};
///
/// let (shape, _) = PoolShape::new("pool", [1, 1, 1, 4].into(), Pool2dOptions::new([1, 2]))?;
/// let mut dx = [0.0; 4];
/// avg_pool2d_backward(&shape, Average::WithPadding, &[10.0, 20.0], &mut dx);
/// assert_eq!(dx, [5.0, 5.0, 10.0, 10.0]);
/// # Ok::<(), tensor::ShapeError>(())
/// ```
#[track_caller]
pub fn avg_pool2d_backward<T: Float>(shape: &PoolShape, average: Average, dy: &[T], dx: &mut [T]) {
    check("avg_pool2d", shape, dx, dy);
    avg_pool::backward(shape, average, dy, dx);
}
// ANCHOR_END: avg_pool2d_forward

#[track_caller]
fn check<T>(op: &str, shape: &PoolShape, x: &[T], y: &[T]) {
    let channels = x.len() / shape.input.area().max(1);
    let (input, output) = (shape.input.area(), shape.output.area());
    let (x, y) = (x.len(), y.len());
    assert!(
        x == channels * input && y == channels * output,
        "{op}: x ({x}) and y ({y}) do not fit: they must be n channels of {input} and of {output} elements"
    );
}
