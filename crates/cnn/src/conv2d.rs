//! Convolution on slices, forward and backward.
//!
//! The way of a batch through the crate, every name in brackets a file of `src`:
//!
//! ```text
//! Conv2d layer [layers/conv2d]            owns weight and bias; takes a MaxPool2d behind it along
//!   └ Var::conv2d [ops]                   checks shapes [shape, options], records on the tape
//!       └ conv2d_forward [conv2d]         checks lengths
//!           └ forward [kernels]           chooses the algorithm; compiled for f32 and f64
//!               └ for_each_block [blocks] images among the cores, each with a workspace
//!                   ├ direct algorithm [direct]
//!                   │   ├ pack_inputs [direct/layout]        LANES images, interleaved
//!                   │   ├ PackedFilters [direct/forward]     sums in registers, bias, activation
//!                   │   ├ FusedMaxPool [direct/fused_max_pool]   if a pooling is taken along
//!                   │   └ unpack_outputs [direct/layout]     outputs, image by image
//!                   ├ channels last [channels_last]
//!                   │   ├ pack_images [channels_last/layout] all channels of a pixel together
//!                   │   ├ add_tile [channels_last/forward]   sums in registers
//!                   │   └ unpack_output [channels_last/layout]   outputs, activation
//!                   └ Im2colConv [im2col]                    patches into columns, matrix product,
//!                                                            bias, activation
//! ```
//!
//! The backward pass goes the same way, `backward` for `forward`: [direct/backward],
//! [channels_last/backward] or [im2col] compute `δ` from `y` and `dy`, the gradients of the block's
//! images, and partial sums of the weight and bias gradients, which `backward` [kernels] adds up in
//! the order of the blocks.

use crate::ConvShape;
use crate::blocks::{Conv2dGradients, Conv2dSaved};
use crate::direct::FusedMaxPool;
use crate::kernels::{Fused, Kernels};
use neurons::Activation;
use numeric::Float;

#[cfg(feature = "cuda")]
pub(crate) mod cuda;

// ANCHOR: convolve
/// A convolution (in the field's sense: the kernel is not flipped) with bias and activation:
///
/// `y(f, p, q) = f(b(f) + Σ w(f, c, i, j)·x(c, s·p + d·i − pad, s·q + d·j − pad))`,
///
/// the sum over the channels `c` of the filter's group and the rows `i` and columns `j` of its
/// kernel; `x` is zero outside of the image.
///
/// Each core takes whole images, and does bias and activation while an output is in its cache.
///
/// # Shapes
/// `x`: `[n, channels, h, w]`, `w`: `[filters, channels / groups, kernel height, kernel width]`,
/// `b`: `[filters]`, `y`: `[n, filters, output height, output width]`.
///
/// # Panics
/// If the lengths do not fit `shape`.
///
/// ```
/// use cnn::{Conv2dOptions, ConvShape, conv2d_forward};
/// use neurons::Identity;
///
/// let shape = ConvShape::new([1, 1, 1, 4].into(), [1, 1, 1, 2].into(), Conv2dOptions::default())?;
/// let mut y = [0.0; 3];
/// conv2d_forward(&shape, &[1.0, 2.0, 4.0, 8.0], &[-1.0, 1.0], &[0.5], Identity, &mut y);
/// assert_eq!(y, [1.5, 2.5, 4.5]);
/// # Ok::<(), tensor::ShapeError>(())
/// ```
#[track_caller]
pub fn conv2d_forward<T: Float, A: Activation<T>>(
    shape: &ConvShape,
    x: &[T],
    w: &[T],
    b: &[T],
    f: A,
    y: &mut [T],
) {
    forward(shape, [x, w, b], f, y, None);
}
// ANCHOR_END: convolve

/// [`conv2d_forward`], and with `pool` then the maximum under each of its windows: its `argmax`,
/// [`FusedMaxPool::argmax_len`] elements, keeps for the backward pass which tap of the window it
/// was.
#[track_caller]
pub(crate) fn forward<T: Float, A: Activation<T>>(
    shape: &ConvShape,
    inputs: [&[T]; 3],
    f: A,
    y: &mut [T],
    pool: Option<Fused<'_, &mut [T]>>,
) {
    f.check_settings();
    let ([x, w, b], filters) = (inputs, shape.out_channels());
    check(shape, pool.as_ref().map(|it| it.pool), x, w, y);
    assert!(
        b.len() == filters,
        "conv2d: b ({}) does not fit: one bias for each of {filters} filters",
        b.len()
    );
    let apply = |y: &mut [T]| y.iter_mut().for_each(|y| *y = f.apply(*y));
    (Kernels::get().forward)(shape, inputs, &apply, y, pool);
}

// ANCHOR: gradients
/// The gradients of [`conv2d_forward`], with `δ = dy ∘ f'(z)` as for any layer:
///
/// - `∂b(f) = Σ δ(f, p, q)`, over all images and output positions: a bias is added to every output
///   of its filter;
/// - `∂w(f, c, i, j) = Σ δ(f, p, q)·x(c, s·p + d·i − pad, s·q + d·j − pad)`: a weight is used at
///   every position, each time with another pixel;
/// - `∂x(c, u, v) = Σ w(f, c, i, j)·δ(f, p, q)` over all positions and taps that meet at the pixel,
///   those with `s·p + d·i − pad = u` and `s·q + d·j − pad = v`: with stride 1 this is a convolution
///   of `δ` with the kernel turned by half a circle.
///
/// # Shapes
/// As in [`conv2d_forward`]; `dy` has the shape of `y`.
///
/// # Panics
/// If the lengths do not fit `shape`, or if the activation's derivative needs its input.
///
/// ```
/// use cnn::{Conv2dGradients, Conv2dOptions, Conv2dSaved, ConvShape, conv2d_backward};
/// use neurons::Identity;
///
/// let shape = ConvShape::new([1, 1, 1, 4].into(), [1, 1, 1, 2].into(), Conv2dOptions::default())?;
/// let (x, w, y) = (&[1.0, 2.0, 4.0, 8.0], &[-1.0, 1.0], &[1.0, 2.0, 4.0]);
/// let mut dw = [0.0; 2];
/// let gradients = Conv2dGradients { dx: None, dw: Some(&mut dw), db: None };
/// conv2d_backward(&shape, Identity, Conv2dSaved { x, w, y }, &[1.0, 1.0, 1.0], gradients);
/// assert_eq!(dw, [1.0 + 2.0 + 4.0, 2.0 + 4.0 + 8.0]);
/// # Ok::<(), tensor::ShapeError>(())
/// ```
#[track_caller]
pub fn conv2d_backward<T: Float, A: Activation<T>>(
    shape: &ConvShape,
    f: A,
    saved: Conv2dSaved<'_, T>,
    dy: &[T],
    gradients: Conv2dGradients<'_, T>,
) {
    backward(shape, f, saved, dy, gradients, None);
}
// ANCHOR_END: gradients

/// The gradients of [`forward`].
#[track_caller]
pub(crate) fn backward<T: Float, A: Activation<T>>(
    shape: &ConvShape,
    f: A,
    saved: Conv2dSaved<'_, T>,
    dy: &[T],
    gradients: Conv2dGradients<'_, T>,
    pool: Option<Fused<'_, &[T]>>,
) {
    f.check_settings();
    let Conv2dSaved { x, w, y } = saved;
    check(shape, pool.map(|it| it.pool), x, w, y);
    assert!(!A::DERIVATIVE_NEEDS_INPUT && y.len() == dy.len(), "conv2d_backward: y and dy, no z");
    let to_delta = |y: &[T], dy: &mut [T]| {
        dy.iter_mut().zip(y).for_each(|(dy, y)| *dy *= f.derivative(*y, *y));
    };
    (Kernels::get().backward)(shape, &to_delta, saved, dy, pool, gradients);
}

/// # Panics
/// If the lengths do not fit `shape` and the max pooling behind it.
#[track_caller]
fn check<T>(shape: &ConvShape, pool: Option<&FusedMaxPool>, x: &[T], w: &[T], y: &[T]) {
    let output_len = shape.out_channels() * pool.map_or(shape.output.area(), FusedMaxPool::windows);
    let images = x.len() / shape.input_len();
    let fits = x.len() == images * shape.input_len()
        && y.len() == images * output_len
        && w.len() == shape.weight_len();
    assert!(
        fits,
        "conv2d: x ({}), w ({}) and y ({}) do not fit: they must be n images of {} pixels, {} weights \
         and n outputs of {output_len} elements",
        x.len(),
        w.len(),
        y.len(),
        shape.input_len(),
        shape.weight_len()
    );
}
