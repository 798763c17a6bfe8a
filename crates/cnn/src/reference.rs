//! Convolution, its gradients and max pooling in plain loops: the algorithmic reference.
//!
//! Nothing here is fast, and nothing is shared with the algorithms that are: stride, padding and
//! dilation stand in the index of the formula, edges are asked for at every product. Whatever is
//! computed otherwise must agree with these functions up to rounding, which the tests check.

use crate::{ConvShape, PoolShape, Window};
use numeric::Float;

// ANCHOR: definition
/// Calls `f` with the indices of each product in the convolution of one image: of the output, the
/// weight and the pixel.
fn for_each_product(shape: &ConvShape, mut f: impl FnMut(usize, usize, usize)) {
    let ConvShape { in_channels_per_group: channels, input, output, .. } = *shape;
    let Window { kernel, stride, padding, dilation } = shape.window;
    for filter in 0..shape.out_channels() {
        let group = filter / shape.out_channels_per_group;
        for p in 0..output.height {
            for q in 0..output.width {
                let output = (filter * output.height + p) * output.width + q;
                for c in 0..channels {
                    for i in 0..kernel.height {
                        let u = p * stride.height + i * dilation.height; // counted with the padding
                        if u < padding.height || u >= padding.height + input.height {
                            continue;
                        }
                        let row = (group * channels + c) * input.height + u - padding.height;
                        for j in 0..kernel.width {
                            let v = q * stride.width + j * dilation.width;
                            if v < padding.width || v >= padding.width + input.width {
                                continue;
                            }
                            let w = ((filter * channels + c) * kernel.height + i) * kernel.width;
                            f(output, w + j, row * input.width + v - padding.width);
                        }
                    }
                }
            }
        }
    }
}
// ANCHOR_END: definition

/// A convolution with bias:
///
/// `z(f, p, q) = b(f) + Σ w(f, c, i, j)·x(c, s·p + d·i − pad, s·q + d·j − pad)`.
///
/// # Shapes
/// `x`: `[n, channels, h, w]`, `w`: `[filters, channels / groups, kernel height, kernel width]`,
/// `b`: `[filters]`, `z`: `[n, filters, output height, output width]`.
///
/// # Panics
/// If `w` or `b` is too short.
///
/// ```
/// use cnn::{Conv2dOptions, ConvShape, reference};
///
/// let shape = ConvShape::new([1, 1, 1, 4].into(), [1, 1, 1, 2].into(), Conv2dOptions::default())?;
/// let mut z = [0.0; 3];
/// reference::conv2d_forward(&shape, &[1.0, 2.0, 4.0, 8.0], &[-1.0, 1.0], &[0.5], &mut z);
/// assert_eq!(z, [1.5, 2.5, 4.5]);
/// # Ok::<(), tensor::ShapeError>(())
/// ```
// ANCHOR: convolution
pub fn conv2d_forward<T: Float>(shape: &ConvShape, x: &[T], w: &[T], b: &[T], z: &mut [T]) {
    let images = x.chunks_exact(shape.input_len());
    for (x, z) in images.zip(z.chunks_exact_mut(shape.output_len())) {
        for (filter, z) in z.chunks_exact_mut(shape.output.area()).enumerate() {
            z.fill(b[filter]);
        }
        for_each_product(shape, |output, weight, pixel| z[output] += w[weight] * x[pixel]);
    }
}
// ANCHOR_END: convolution

// ANCHOR: backward
/// The gradients of [`conv2d_forward`] with respect to images, weights and biases, from `δ`, the
/// gradient with respect to `z`: each product of the formula gives `δ·x` to its weight and `w·δ` to
/// its pixel.
///
/// # Shapes
/// As in [`conv2d_forward`]; `delta` has the shape of `z`, and `[dx, dw, db]` those of `x`, `w`,
/// `b`.
///
/// # Panics
/// If `w`, `dw` or `db` is too short.
///
/// ```
/// use cnn::{Conv2dOptions, ConvShape, reference};
///
/// let shape = ConvShape::new([1, 1, 1, 4].into(), [1, 1, 1, 2].into(), Conv2dOptions::default())?;
/// let (x, w, delta) = ([1.0, 2.0, 4.0, 8.0], [-1.0, 1.0], [1.0, 1.0, 1.0]);
/// let (mut dx, mut dw, mut db) = ([0.0; 4], [0.0; 2], [0.0]);
/// reference::conv2d_backward(&shape, &x, &w, &delta, [&mut dx, &mut dw, &mut db]);
/// assert_eq!((dx, dw, db), ([-1.0, 0.0, 0.0, 1.0], [7.0, 14.0], [3.0]));
/// # Ok::<(), tensor::ShapeError>(())
/// ```
pub fn conv2d_backward<T: Float>(
    shape: &ConvShape,
    x: &[T],
    w: &[T],
    delta: &[T],
    [dx, dw, db]: [&mut [T]; 3],
) {
    dx.fill(T::zero());
    dw.fill(T::zero());
    db.fill(T::zero());
    let images = x.chunks_exact(shape.input_len()).zip(dx.chunks_exact_mut(shape.input_len()));
    for ((x, dx), delta) in images.zip(delta.chunks_exact(shape.output_len())) {
        for_each_product(shape, |output, weight, pixel| {
            dw[weight] += delta[output] * x[pixel];
            dx[pixel] += w[weight] * delta[output];
        });
        for (filter, delta) in delta.chunks_exact(shape.output.area()).enumerate() {
            delta.iter().for_each(|delta| db[filter] += *delta);
        }
    }
}
// ANCHOR_END: backward

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

/// The pixel of one channel that is the maximum at an output position: of equal ones the first, of
/// several NaN the last.
///
/// # Panics
/// If there is only padding under the window, which no [`PoolShape`] allows.
fn argmax<T: Float>(shape: &PoolShape, x: &[T], position: usize) -> usize {
    let Window { kernel, stride, padding, .. } = shape.window;
    let (p, q) = (position / shape.output.width, position % shape.output.width);
    let mut argmax = None;
    for i in 0..kernel.height {
        for j in 0..kernel.width {
            let row = (p * stride.height + i).checked_sub(padding.height);
            let column = (q * stride.width + j).checked_sub(padding.width);
            let (Some(row), Some(column)) = (row, column) else { continue };
            if row < shape.input.height && column < shape.input.width {
                let pixel = row * shape.input.width + column;
                let is_new =
                    |old: usize| x[pixel] > x[old] || x[pixel].partial_cmp(&x[pixel]).is_none();
                if argmax.is_none_or(is_new) {
                    argmax = Some(pixel);
                }
            }
        }
    }
    argmax.expect("a pixel under the window")
}
