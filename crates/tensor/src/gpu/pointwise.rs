//! Element-wise functions of one to three tensors, with broadcasting, on the GPU.

use super::{Gpu, Text};
use crate::broadcast::strides;
use crate::{Shape, Tensor};
use numeric::Float;

/// The kernels' text; `F`, the function, and `N`, the number of its inputs, are defined in front of it.
const KERNEL: &str = include_str!("pointwise.cu");

/// `f`, a macro as [`Pointwise::cuda`](crate::Pointwise::cuda), of the elements of each input, broadcast to
/// `shape`.
///
/// # Panics
/// If an input is not on the GPU, or if it does not broadcast to `shape`.
#[track_caller]
pub fn pointwise<T: Float, const N: usize>(
    f: &'static str,
    parameters: [f64; 4],
    inputs: [&Tensor<T>; N],
    shape: Shape,
) -> Tensor<T> {
    const { assert!(1 <= N && N <= 3, "the kernels take one to three inputs") };
    let fits = |x: &&Tensor<T>| x.shape().broadcast("pointwise", shape) == Ok(shape);
    assert!(inputs.iter().all(fits), "pointwise: an input does not broadcast to {shape:?}");
    let gpu = inputs[0].gpu();
    let mut y = inputs[0].new_empty(shape);
    let len = y.len();
    let text = Text { source: KERNEL, defines: [f, ["N 1", "N 2", "N 3"][N - 1]] };
    let is_plain = inputs.iter().all(|x| x.shape() == shape);
    let name = if is_plain { "pointwise" } else { "pointwise_broadcast" };
    let mut launch = gpu.kernel::<T>(text, name).output(&mut y);
    for input in 0..3 {
        launch = match inputs.get(input) {
            Some(x) => launch.input(*x),
            None => launch.none(),
        };
    }
    launch = launch.scalars(parameters.map(T::of));
    if !is_plain {
        let mut layout = [[0isize; Shape::MAX_RANK]; 4];
        layout[0] = shape.padded_dims().map(|dim| dim as isize);
        for (strides_of, x) in layout[1..].iter_mut().zip(inputs) {
            *strides_of = strides(x.shape(), shape).map(|stride| stride as isize);
        }
        launch = launch.ints::<{ 4 * Shape::MAX_RANK }>(
            layout.concat().try_into().expect("four rows of strides"),
        );
    }
    // SAFETY: the arguments are those of both kernels; they write below `len`, and read where the
    // strides of an input that broadcasts to `shape` lead: inside it.
    unsafe { launch.int(len).over(len) };
    y
}

/// Writes `value` to each element.
#[track_caller]
pub(crate) fn fill<T: Float>(gpu: &Gpu, y: &mut Tensor<T>, value: T) {
    let len = y.len();
    let launch = gpu.kernel::<T>(include_str!("fill.cu"), "fill");
    // SAFETY: the arguments are those of `fill`, which writes below `len`.
    unsafe { launch.output(y).scalar(value).int(len).over(len) };
}
