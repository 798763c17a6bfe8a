//! Cumulative sums on the GPU.

use super::Cumulative;
use crate::reduction::AxisSplit;
use numeric::Float;
use tensor::Tensor;
use tensor::gpu::Gpu;

/// The kernels' text.
const KERNEL: &str = include_str!("kernel.cu");

/// The threads of a block that adds up a row.
const ROW_THREADS: usize = 256;

/// The cumulative sums of `x` along an axis.
#[track_caller]
pub(super) fn cumulative_sum<T: Float>(
    gpu: &Gpu,
    x: &Tensor<T>,
    AxisSplit { outer, len, inner }: AxisSplit,
    Cumulative { exclusive, reverse }: Cumulative,
) -> Tensor<T> {
    let mut y = x.new_empty(x.shape());
    if y.is_empty() {
        return y;
    }
    let name = if inner == 1 { "cumsum_rows" } else { "cumsum_columns" };
    let launch = gpu.kernel::<T>(KERNEL, name).output(&mut y).input(x);
    let launch = launch.int(reverse.into()).int(exclusive.into()).int(len);
    let columns = outer * inner;
    // SAFETY: the arguments are those of both kernels: a block for each row of `len` elements, or a thread for
    // each of the columns, whose elements are `inner` apart.
    unsafe {
        match inner {
            1 => launch.blocks([outer, 1, 1], ROW_THREADS),
            _ => launch.int(inner).int(columns).over(columns),
        }
    }
    y
}
