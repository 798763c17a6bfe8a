//! Softmax and log-softmax along the last axis on the GPU.

use numeric::Float;
use tensor::Tensor;
use tensor::gpu::Gpu;

/// The kernels' text.
const KERNEL: &str = include_str!("kernel.cu");

/// The threads of a block.
const THREADS: usize = 256;

/// The softmax of each row of `x`, or its logarithm.
#[track_caller]
pub(super) fn softmax<T: Float>(gpu: &Gpu, x: &Tensor<T>, is_log: bool) -> Tensor<T> {
    let mut y = x.new_empty(x.shape());
    let (rows, len) = (y.shape().n_columns(), y.shape().last_dim());
    let (width, blocks) = blocks(len, rows);
    let launch = gpu.kernel::<T>(KERNEL, "softmax").output(&mut y).input(x).int(is_log.into());
    // SAFETY: the arguments are those of `softmax`, which stays inside of `rows` rows of `len` elements.
    unsafe { launch.int(len).int(width).int(rows).blocks([blocks, 1, 1], THREADS) };
    y
}

/// The gradient of [`softmax`], whose output is `y`.
#[track_caller]
pub(super) fn softmax_backward<T: Float>(
    gpu: &Gpu,
    mut dy: Tensor<T>,
    y: &Tensor<T>,
    is_log: bool,
) -> Tensor<T> {
    let (rows, len) = (y.shape().n_columns(), y.shape().last_dim());
    let (width, blocks) = blocks(len, rows);
    let launch = gpu.kernel::<T>(KERNEL, "softmax_backward").output(&mut dy);
    let launch = launch.input(y).int(is_log.into()).int(len).int(width).int(rows);
    // SAFETY: the arguments are those of `softmax_backward`, which stays inside of `rows` rows of `len`
    // elements: both tensors have the same shape.
    unsafe { launch.blocks([blocks, 1, 1], THREADS) };
    dy
}

/// The threads for a row of `len` elements, and the blocks for all rows; none if there are no elements.
fn blocks(len: usize, rows: usize) -> (usize, usize) {
    let width = len.next_power_of_two().min(THREADS);
    (width, if len == 0 { 0 } else { rows.div_ceil(THREADS / width) })
}
