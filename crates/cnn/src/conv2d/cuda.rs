//! Convolution on the GPU: one kernel for a convolution, for its adjoint, and for the gradient with respect
//! to the weights. Its products are of `f32`, whatever precision is set for those by cuBLAS.

mod pointwise;

use crate::{ConvShape, Size2d};
use numeric::Float;
use pointwise::Pointwise;
use tensor::gpu::{Text, to_i32};
use tensor::{Shape, Tensor, sum_axes};

/// The kernel's text; `ROWS` and `PASS` are defined in front of it.
const KERNEL: &str = include_str!("kernel.cu");

/// As in the kernel.
const COLUMNS: usize = 64;

/// A convolution without activation, [`conv2d_forward`](crate::conv2d_forward), of images and weights, with
/// the biases, if there are any, and the output of this shape.
#[track_caller]
pub(crate) fn convolve<T: Float>(
    shape: &ConvShape,
    [x, w]: [&Tensor<T>; 2],
    b: Option<&Tensor<T>>,
    y_shape: Shape,
) -> Tensor<T> {
    if let Some(pointwise) = Pointwise::new(shape, x) {
        return pointwise.forward([x, w], b, y_shape);
    }
    let mut y = x.new_empty(y_shape);
    let columns = y.len() / shape.out_channels();
    let pass = Pass { define: "PASS FORWARD", columns, terms: shape.patch_len(), parts: 1 };
    pass.launch(shape, [w, x], b, &mut y);
    y
}

/// The gradient of [`convolve`] with respect to the images, of this shape; with biases, a transposed
/// convolution.
#[track_caller]
pub(crate) fn adjoint<T: Float>(
    shape: &ConvShape,
    [delta, w]: [&Tensor<T>; 2],
    b: Option<&Tensor<T>>,
    x_shape: Shape,
) -> Tensor<T> {
    if let Some(pointwise) = Pointwise::new(shape, delta) {
        return pointwise.adjoint([delta, w], b, x_shape);
    }
    let mut x = delta.new_empty(x_shape);
    let columns = x.len() / (shape.groups * shape.in_channels_per_group);
    let terms = shape.out_channels_per_group * shape.window.kernel.area();
    let pass = Pass { define: "PASS ADJOINT", columns, terms, parts: 1 };
    pass.launch(shape, [w, delta], b, &mut x);
    x
}

/// The number of blocks that keeps a GPU busy.
const BLOCKS: usize = 512;

/// The minimum and the maximum number of positions over which one block sums up: fewer are not worth a
/// block, and more lose digits.
const MIN_PART: usize = 256;
const MAX_PART: usize = 4096;

/// The gradient of [`convolve`] with respect to the weights, of this shape. The positions are divided into
/// parts, whose sums are added up in order: so the bits are the same at every run.
#[track_caller]
pub(crate) fn weight_gradient<T: Float>(
    shape: &ConvShape,
    [x, delta]: [&Tensor<T>; 2],
    w_shape: Shape,
) -> Tensor<T> {
    if let Some(pointwise) = Pointwise::new(shape, x) {
        return pointwise.weight_gradient([x, delta], w_shape);
    }
    let positions = delta.len() / shape.out_channels();
    let (columns, rows) = (shape.patch_len(), shape.out_channels_per_group);
    let blocks = shape.groups * rows.div_ceil(tile(rows).0) * columns.div_ceil(COLUMNS);
    let limits = [MAX_PART, MIN_PART].map(|len| positions.div_ceil(len));
    let parts = BLOCKS.div_ceil(blocks).clamp(limits[0], limits[1]);
    let mut sums = x.new_empty([parts, shape.weight_len()]);
    let pass = Pass { define: "PASS WEIGHT_GRADIENT", columns, terms: positions, parts };
    pass.launch(shape, [delta, x], None, &mut sums);
    sum_axes(&sums, [1, shape.weight_len()].into()).reshape(w_shape)
}

/// The rows of the matrix that a block computes, for this many rows in all; and their definition.
fn tile(rows: usize) -> (usize, &'static str) {
    match rows {
        0..=16 => (16, "ROWS 16"),
        17..=32 => (32, "ROWS 32"),
        _ => (64, "ROWS 64"),
    }
}

/// What the kernel is compiled and launched for.
struct Pass {
    define: &'static str,
    /// The columns of the matrix.
    columns: usize,
    /// The terms of each of its sums.
    terms: usize,
    /// The parts into which these are divided.
    parts: usize,
}

impl Pass {
    #[track_caller]
    fn launch<T: Float>(
        self,
        shape: &ConvShape,
        [dense, images]: [&Tensor<T>; 2],
        b: Option<&Tensor<T>>,
        y: &mut Tensor<T>,
    ) {
        let Pass { define, columns, terms, parts } = self;
        let sizes = sizes(shape, define == "PASS ADJOINT");
        let rows = sizes[1] as usize;
        let (tile_rows, tile) = tile(rows);
        let grid = [columns.div_ceil(COLUMNS) * parts, rows.div_ceil(tile_rows), shape.groups];
        for tensor in [dense, images, &*y] {
            to_i32(tensor.len());
        }
        let gpu = images.gpu();
        let text = Text { source: KERNEL, defines: [tile, define] };
        let launch = gpu.kernel::<T>(text, "convolve").output(y).input(dense).input(images);
        let launch = if let Some(b) = b { launch.input(b) } else { launch.none() };
        let launch = launch.ints(sizes).int(columns).int(terms).int(terms.div_ceil(parts.max(1)));
        // SAFETY: the arguments are those of `convolve`. Row, column and group, the part of the sums, and the
        // pixel are each compared with their number; the tensors have the lengths that the shape gives them,
        // so that what is inside of these numbers is inside of the tensors, and fits an `int`.
        unsafe { launch.blocks(grid, tile_rows * COLUMNS / 16) };
    }
}

/// The maximum distance on an axis: sums of two fit an `int` and stay where the kernel takes them for
/// outside.
const MAX_DISTANCE: usize = (1 << 29) - 1;

/// The struct `Sizes` of the kernel.
#[track_caller]
fn sizes(shape: &ConvShape, is_adjoint: bool) -> [isize; 16] {
    let ConvShape { in_channels_per_group, out_channels_per_group, input, output, window, .. } =
        *shape;
    let extents =
        [window.vertical().padded_len(input.height), window.horizontal().padded_len(input.width)];
    let fits = extents.into_iter().all(|extent| extent <= MAX_DISTANCE);
    assert!(fits, "GPU: {input} pixels and their padding are too large for one launch");
    let pair = |size: Size2d| [size.height, size.width].map(|len| len.min(MAX_DISTANCE) as isize);
    // With a longer step than the image there is one position, whatever the step.
    let (stride, dilation) = (pair(window.stride), pair(window.dilation));
    let padding = pair(window.padding.before);
    let images = (in_channels_per_group as isize, pair(input));
    let outputs = (out_channels_per_group as isize, pair(output));
    let (from, to, start, step, tap) = if is_adjoint {
        (outputs, images, padding, [1; 2], dilation.map(|d| -d))
    } else {
        (images, outputs, padding.map(|p| -p), stride, dilation)
    };
    let sizes = [[from.0, to.0], from.1, to.1, pair(window.kernel), start, step, tap, stride];
    sizes.as_flattened().try_into().expect("eight pairs")
}
