//! Pooling in plain loops.

use crate::{Average, Padding, PoolShape, PoolWindows, Window};
use numeric::Float;

/// The maximum under the window at each output position; padding does not count, and a NaN is
/// greater than every number.
///
/// # Shapes
/// `x`: channels of `shape.input`, `y`: as many of `shape.output`.
///
/// ```
/// use cnn::{Pool2dOptions, PoolShape, reference};
///
/// let (shape, _) = PoolShape::new("pool", [1, 1, 1, 4].into(), Pool2dOptions::new([1, 2]))?;
/// let mut y = [0.0; 2];
/// reference::max_pool2d_forward(&shape, &[1.0, 3.0, 2.0, 0.0], &mut y);
/// assert_eq!(y, [3.0, 2.0]);
/// # Ok::<(), tensor::ShapeError>(())
/// ```
pub fn max_pool2d_forward<T: Float>(shape: &PoolShape, x: &[T], y: &mut [T]) {
    let channels = x.chunks_exact(shape.input.area());
    for (x, y) in channels.zip(y.chunks_exact_mut(shape.output.area())) {
        for (position, y) in y.iter_mut().enumerate() {
            *y = x[argmax(shape, x, position)];
        }
    }
}

/// The gradient of [`max_pool2d_forward`] with respect to `x`: each `dy` goes to the argmax of its
/// window.
///
/// # Shapes
/// `x` and `dx`: channels of `shape.input`, `dy`: as many of `shape.output`.
///
/// ```
/// use cnn::{Pool2dOptions, PoolShape, reference};
///
/// let (shape, _) = PoolShape::new("pool", [1, 1, 1, 4].into(), Pool2dOptions::new([1, 2]))?;
/// let mut dx = [0.0; 4];
/// reference::max_pool2d_backward(&shape, &[1.0, 3.0, 2.0, 0.0], &[10.0, 20.0], &mut dx);
/// assert_eq!(dx, [0.0, 10.0, 20.0, 0.0]);
/// # Ok::<(), tensor::ShapeError>(())
/// ```
pub fn max_pool2d_backward<T: Float>(shape: &PoolShape, x: &[T], dy: &[T], dx: &mut [T]) {
    dx.fill(T::zero());
    let channels = x.chunks_exact(shape.input.area()).zip(dx.chunks_exact_mut(shape.input.area()));
    for ((x, dx), dy) in channels.zip(dy.chunks_exact(shape.output.area())) {
        for (position, dy) in dy.iter().enumerate() {
            dx[argmax(shape, x, position)] += *dy;
        }
    }
}

/// The mean under the window at each output position; the padding adds nothing to the sum.
///
/// # Shapes
/// `x`: channels of `shape.input`, `y`: as many of `shape.output`.
///
/// ```
/// use cnn::{Average, Pool2dOptions, PoolShape, reference};
///
/// let (shape, _) = PoolShape::new("pool", [1, 1, 1, 4].into(), Pool2dOptions::new([1, 2]))?;
/// let mut y = [0.0; 2];
/// reference::avg_pool2d_forward(&shape, Average::WithPadding, &[1.0, 3.0, 2.0, 0.0], &mut y);
/// assert_eq!(y, [2.0, 1.0]);
/// # Ok::<(), tensor::ShapeError>(())
/// ```
pub fn avg_pool2d_forward<T: Float>(shape: &PoolShape, average: Average, x: &[T], y: &mut [T]) {
    let channels = x.chunks_exact(shape.input.area());
    for (x, y) in channels.zip(y.chunks_exact_mut(shape.output.area())) {
        for (position, y) in y.iter_mut().enumerate() {
            let (pixels, count) = under(shape, average, position);
            *y = pixels.iter().fold(T::zero(), |sum, pixel| sum + x[*pixel]) / T::of(count as f64);
        }
    }
}

/// The gradient of [`avg_pool2d_forward`] with respect to `x`: each pixel under a window gets the
/// same fraction of `dy`.
///
/// # Shapes
/// `dy`: channels of `shape.output`, `dx`: as many of `shape.input`.
///
/// ```
/// use cnn::{Average, Pool2dOptions, PoolShape, reference};
///
/// let (shape, _) = PoolShape::new("pool", [1, 1, 1, 4].into(), Pool2dOptions::new([1, 2]))?;
/// let mut dx = [0.0; 4];
/// reference::avg_pool2d_backward(&shape, Average::WithPadding, &[10.0, 20.0], &mut dx);
/// assert_eq!(dx, [5.0, 5.0, 10.0, 10.0]);
/// # Ok::<(), tensor::ShapeError>(())
/// ```
pub fn avg_pool2d_backward<T: Float>(shape: &PoolShape, average: Average, dy: &[T], dx: &mut [T]) {
    dx.fill(T::zero());
    let channels = dx.chunks_exact_mut(shape.input.area());
    for (dx, dy) in channels.zip(dy.chunks_exact(shape.output.area())) {
        for (position, dy) in dy.iter().enumerate() {
            let (pixels, count) = under(shape, average, position);
            pixels.iter().for_each(|pixel| dx[*pixel] += *dy / T::of(count as f64));
        }
    }
}

/// The pixel of one channel that is the maximum at an output position: of equal ones the first, of
/// several NaN the last.
///
/// # Panics
/// If there is only padding under the window, which no [`PoolShape`] allows.
fn argmax<T: Float>(shape: &PoolShape, x: &[T], position: usize) -> usize {
    let (pixels, _) = under(shape, Average::OfPixels, position);
    let is_new = |new: T, old: T| new > old || new.partial_cmp(&new).is_none();
    let pixels = pixels.into_iter();
    pixels.reduce(|max, pixel| if is_new(x[pixel], x[max]) { pixel } else { max }).expect("a pixel")
}

/// The pixels of a channel under the window at an output position, row by row, and what their sum
/// is divided by for the mean.
fn under(shape: &PoolShape, average: Average, position: usize) -> (Vec<usize>, usize) {
    let (input, output) = (shape.input, shape.output);
    let (p, q) = (position / output.width, position % output.width);
    let (mut pixels, mut taps) = (Vec::new(), 0);
    match shape.windows {
        PoolWindows::Sliding(window) => {
            let Window { kernel, stride, padding: Padding { before, after }, dilation } = window;
            for i in 0..kernel.height {
                for j in 0..kernel.width {
                    // Counted with the padding.
                    let u = p * stride.height + i * dilation.height;
                    let v = q * stride.width + j * dilation.width;
                    if u < before.height + input.height + after.height
                        && v < before.width + input.width + after.width
                    {
                        taps += 1;
                    }
                    if (before.height..before.height + input.height).contains(&u)
                        && (before.width..before.width + input.width).contains(&v)
                    {
                        pixels.push((u - before.height) * input.width + v - before.width);
                    }
                }
            }
        }
        PoolWindows::Adaptive => {
            for u in
                p * input.height / output.height..((p + 1) * input.height).div_ceil(output.height)
            {
                for v in
                    q * input.width / output.width..((q + 1) * input.width).div_ceil(output.width)
                {
                    pixels.push(u * input.width + v);
                }
            }
            taps = pixels.len();
        }
    }
    let count = if average == Average::WithPadding { taps } else { pixels.len() };
    (pixels, count)
}
