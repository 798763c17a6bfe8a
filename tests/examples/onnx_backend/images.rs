//! Convolution and pooling, of sequences and images; three axes only where two poolings make one.

use crate::node::{Mapped, Node, composed, direct, several};
use crate::window::{Window, size};
use autograd::{PadMode, Var};
use cnn::{
    Average, Conv1dOptions, Conv2dOptions, ConvOps, ConvTranspose1dOptions, ConvTranspose2dOptions,
    Padding, Pool1dOptions, Pool2dOptions, PoolOps,
};
use neurons::Identity;
use numeric::Float;
use tensor::Tensor;

pub fn mapped<'t, T: Float>(node: &Node<'_, 't, T>) -> Option<Mapped<'t, T>> {
    let of = |f: &dyn Fn(Var<'t, T>) -> Mapped<'t, T>| node.input(0).and_then(f);
    Some(match node.case.operator.as_str() {
        "Conv" => of(&|x| convolution(node, x)),
        "ConvTranspose" => of(&|x| transposed(node, x)),
        "MaxPool" => of(&|x| max_pool(node, x)),
        "AveragePool" => of(&|x| average_pool(node, x)),
        "GlobalAveragePool" => of(&|x| direct(x.global_avg_pool().reshape(node.output_shape(0)?))),
        "GlobalMaxPool" => {
            of(&|x| direct(x.amax(&(2..x.shape().rank()).collect::<Vec<_>>(), true)))
        }
        _ => return None,
    })
}

const THREE_AXES: &str = "three spatial axes";

fn convolution<'t, T: Float>(node: &Node<'_, 't, T>, x: Var<'t, T>) -> Mapped<'t, T> {
    let w = node.input(1)?;
    let b = bias(node, w.shape().dims()[0]);
    let window = Window::of(node, x.shape().dims(), w.shape().dims());
    let Window { stride, before, after, dilation, .. } = &window;
    let groups = node.int("group", 1) as usize;
    match window.kernel.len() {
        1 => {
            let padding = Padding { before: before[0], after: after[0] };
            let (stride, dilation) = (stride[0], dilation[0]);
            let options = Conv1dOptions { stride, padding, dilation, groups };
            direct(x.conv1d(w, b, options, Identity))
        }
        2 => {
            let padding = Padding { before: size(before), after: size(after) };
            let (stride, dilation) = (size(stride), size(dilation));
            let options = Conv2dOptions { stride, padding, dilation, groups };
            direct(x.conv2d(w, b, options, Identity))
        }
        _ => Err(THREE_AXES),
    }
}

fn bias<'t, T: Float>(node: &Node<'_, 't, T>, channels: usize) -> Var<'t, T> {
    node.optional(2).unwrap_or_else(|| node.tape.constant(&Tensor::zeros([channels])))
}

fn transposed<'t, T: Float>(node: &Node<'_, 't, T>, x: Var<'t, T>) -> Mapped<'t, T> {
    let w = node.input(1)?;
    let groups = node.int("group", 1) as usize;
    let b = bias(node, w.shape().dims()[1] * groups);
    let window = Window::of_transposed(node, x.shape().dims(), w.shape().dims());
    let Window { stride, before, after, dilation, output_padding, .. } = &window;
    match window.kernel.len() {
        1 => {
            let padding = Padding { before: before[0], after: after[0] };
            let (stride, dilation) = (stride[0], dilation[0]);
            let output_padding = output_padding[0];
            let options =
                ConvTranspose1dOptions { stride, padding, output_padding, dilation, groups };
            direct(x.conv_transpose1d(w, b, options, Identity))
        }
        2 => {
            let padding = Padding { before: size(before), after: size(after) };
            let (stride, dilation) = (size(stride), size(dilation));
            let output_padding = size(output_padding);
            let options =
                ConvTranspose2dOptions { stride, padding, output_padding, dilation, groups };
            direct(x.conv_transpose2d(w, b, options, Identity))
        }
        _ => Err(THREE_AXES),
    }
}

fn max_pool<'t, T: Float>(node: &Node<'_, 't, T>, x: Var<'t, T>) -> Mapped<'t, T> {
    let window = Window::of_pool(node, x.shape().dims());
    if node.case.outputs.len() > 1 {
        return with_positions(node, x, &window);
    }
    let two = |x: Var<'t, T>, window: &Window| x.max_pool2d(options_2d(window));
    if window.pads_too_much() {
        let padded = x.pad(&window.pad_widths(), PadMode::Constant(f64::NEG_INFINITY));
        return composed(two(padded, &window.without_padding()));
    }
    match window.kernel.len() {
        1 => direct(x.max_pool1d(options_1d(&window))),
        2 => direct(two(x, &window)),
        _ => composed(in_two_steps(x, &window, two)),
    }
}

/// The positions count through the whole tensor in ONNX, here through each channel.
fn with_positions<'t, T: Float>(
    node: &Node<'_, 't, T>,
    x: Var<'t, T>,
    window: &Window,
) -> Mapped<'t, T> {
    if node.int("storage_order", 0) == 1 {
        return Err("positions that count along columns");
    }
    let (y, positions) = x.max_pool2d_with_indices(options_2d(window));
    let [_, _, h, w] = x.dims();
    let per_channel: usize = y.shape().dims()[2..].iter().product();
    let in_tensor =
        |(i, position): (usize, usize)| T::of((i / per_channel * h * w + position) as f64);
    let positions = positions.into_iter().enumerate().map(in_tensor).collect();
    several(vec![y, node.tape.constant(&Tensor::new(y.shape(), positions))], false)
}

fn average_pool<'t, T: Float>(node: &Node<'_, 't, T>, x: Var<'t, T>) -> Mapped<'t, T> {
    let window = Window::of_pool(node, x.shape().dims());
    let includes_padding = node.int("count_include_pad", 0) == 1;
    let average = if includes_padding { Average::WithPadding } else { Average::OfPixels };
    let two = |x: Var<'t, T>, window: &Window| x.avg_pool2d(options_2d(window), average);
    if window.pads_too_much() {
        return match includes_padding {
            true => {
                let padded = x.pad(&window.pad_widths(), PadMode::Constant(0.0));
                composed(two(padded, &window.without_padding()))
            }
            false => Err("padding of more than half of the window"),
        };
    }
    match window.kernel.len() {
        1 => direct(x.avg_pool1d(options_1d(&window), average)),
        2 => direct(two(x, &window)),
        _ => composed(in_two_steps(x, &window, two)),
    }
}

fn options_1d(window: &Window) -> Pool1dOptions {
    Pool1dOptions {
        kernel: window.kernel[0],
        stride: window.stride[0],
        padding: Padding { before: window.before[0], after: window.after[0] },
        dilation: window.dilation[0],
        ceil_mode: window.ceil_mode,
    }
}

fn options_2d(window: &Window) -> Pool2dOptions {
    Pool2dOptions {
        kernel: size(&window.kernel),
        stride: size(&window.stride),
        padding: Padding { before: size(&window.before), after: size(&window.after) },
        dilation: size(&window.dilation),
        ceil_mode: window.ceil_mode,
    }
}

/// A pooling along three axes: along the last two, and then along the first.
fn in_two_steps<'t, T: Float>(
    x: Var<'t, T>,
    window: &Window,
    pool: impl Fn(Var<'t, T>, &Window) -> Var<'t, T>,
) -> Var<'t, T> {
    let [n, c, d, h, w] = x.dims();
    let y = pool(x.reshape([n, c * d, h, w]), &window.along(&[1, 2]));
    let [_, _, h, w] = y.dims();
    let z = pool(y.reshape([n, c, d, h * w]), &window.along(&[0]));
    z.reshape([n, c, z.shape().dims()[2], h, w])
}
