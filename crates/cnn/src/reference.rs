//! Convolution, pooling and their gradients in plain loops: the algorithmic reference.
//!
//! Nothing here is fast, and nothing is shared with the algorithms that are: stride, padding and
//! dilation stand in the index of the formula, edges are asked for at every product. Whatever is
//! computed otherwise must agree with these functions up to rounding, which the tests check.

mod pooling;

pub use pooling::{
    avg_pool2d_backward, avg_pool2d_forward, max_pool2d_backward, max_pool2d_forward,
};

use crate::{ConvShape, ConvTransposeShape, Padding, Window};
use numeric::Float;

// ANCHOR: definition
/// Calls `f` with the indices of each product in the convolution of one image: of the output, the
/// weight and the pixel.
fn for_each_product(shape: &ConvShape, mut f: impl FnMut(usize, usize, usize)) {
    let ConvShape { in_channels_per_group: channels, input, output, .. } = *shape;
    let Window { kernel, stride, padding: Padding { before: pad, .. }, dilation } = shape.window;
    for filter in 0..shape.out_channels() {
        let group = filter / shape.out_channels_per_group;
        for p in 0..output.height {
            for q in 0..output.width {
                let output = (filter * output.height + p) * output.width + q;
                for c in 0..channels {
                    for i in 0..kernel.height {
                        let u = p * stride.height + i * dilation.height; // counted with the padding
                        if u < pad.height || u >= pad.height + input.height {
                            continue;
                        }
                        let row = (group * channels + c) * input.height + u - pad.height;
                        for j in 0..kernel.width {
                            let v = q * stride.width + j * dilation.width;
                            if v < pad.width || v >= pad.width + input.width {
                                continue;
                            }
                            let w = ((filter * channels + c) * kernel.height + i) * kernel.width;
                            f(output, w + j, row * input.width + v - pad.width);
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

/// A transposed convolution with bias, by the products of the convolution whose adjoint it is: each
/// gives `w·x` to the pixel that it takes there.
///
/// # Shapes
/// `x`: `[n, channels, h, w]`, `w`: `[channels, filters / groups, kernel height, kernel width]`, `b`:
/// `[filters]`, `z`: `[n, filters, output height, output width]`.
///
/// # Panics
/// If `w` or `b` is too short.
///
/// ```
/// use cnn::{ConvTranspose2dOptions, ConvTransposeShape, reference};
///
/// let options = ConvTranspose2dOptions { stride: 2.into(), ..ConvTranspose2dOptions::default() };
/// let shape = ConvTransposeShape::new([1, 1, 1, 2].into(), [1, 1, 1, 3].into(), options)?;
/// let mut z = [0.0; 5];
/// reference::conv_transpose2d_forward(&shape, &[1.0, 10.0], &[1.0, 2.0, 3.0], &[0.5], &mut z);
/// assert_eq!(z, [1.5, 2.5, 13.5, 20.5, 30.5]);
/// # Ok::<(), tensor::ShapeError>(())
/// ```
pub fn conv_transpose2d_forward<T: Float>(
    shape: &ConvTransposeShape,
    x: &[T],
    w: &[T],
    b: &[T],
    z: &mut [T],
) {
    let conv = &shape.adjoint;
    let images = x.chunks_exact(conv.output_len());
    for (x, z) in images.zip(z.chunks_exact_mut(conv.input_len())) {
        for (filter, z) in z.chunks_exact_mut(conv.input.area()).enumerate() {
            z.fill(b[filter]);
        }
        for_each_product(conv, |input, weight, pixel| z[pixel] += w[weight] * x[input]);
    }
}

/// The gradients of [`conv_transpose2d_forward`] with respect to images, weights and biases, from
/// `δ`, the gradient with respect to `z`.
///
/// # Shapes
/// As in [`conv_transpose2d_forward`]; `delta` has the shape of `z`, and `[dx, dw, db]` those of `x`,
/// `w`, `b`.
///
/// # Panics
/// If `w`, `dw` or `db` is too short.
///
/// ```
/// use cnn::{ConvTranspose2dOptions, ConvTransposeShape, reference};
///
/// let options = ConvTranspose2dOptions::default();
/// let shape = ConvTransposeShape::new([1, 1, 1, 2].into(), [1, 1, 1, 2].into(), options)?;
/// let (x, w, delta) = ([1.0, 10.0], [2.0, 3.0], [1.0, 0.0, 4.0]);
/// let (mut dx, mut dw, mut db) = ([0.0; 2], [0.0; 2], [0.0]);
/// reference::conv_transpose2d_backward(&shape, &x, &w, &delta, [&mut dx, &mut dw, &mut db]);
/// assert_eq!((dx, dw, db), ([2.0, 12.0], [1.0, 40.0], [5.0]));
/// # Ok::<(), tensor::ShapeError>(())
/// ```
pub fn conv_transpose2d_backward<T: Float>(
    shape: &ConvTransposeShape,
    x: &[T],
    w: &[T],
    delta: &[T],
    [dx, dw, db]: [&mut [T]; 3],
) {
    let conv = &shape.adjoint;
    dx.fill(T::zero());
    dw.fill(T::zero());
    db.fill(T::zero());
    let images = x.chunks_exact(conv.output_len()).zip(dx.chunks_exact_mut(conv.output_len()));
    for ((x, dx), delta) in images.zip(delta.chunks_exact(conv.input_len())) {
        for_each_product(conv, |input, weight, pixel| {
            dw[weight] += delta[pixel] * x[input];
            dx[input] += w[weight] * delta[pixel];
        });
        for (filter, delta) in delta.chunks_exact(conv.input.area()).enumerate() {
            delta.iter().for_each(|delta| db[filter] += *delta);
        }
    }
}
