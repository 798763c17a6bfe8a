//! Reductions along one axis on the GPU.

use super::{Gpu, Text};
use crate::Tensor;
use numeric::Float;

/// The kernels' text; `JOIN`, which makes one of two elements, is defined in front of it.
const KERNEL: &str = include_str!("reduce.cu");

/// The threads of a block that reduces a row.
const ROW_THREADS: usize = 256;

/// Writes what `join` makes of each `len` elements of `x`, `[outer, len, inner]`, to `y`, `[outer, inner]`.
#[track_caller]
pub(crate) fn reduce<T: Float>(
    gpu: &Gpu,
    join: &'static str,
    x: &Tensor<T>,
    [len, inner]: [usize; 2],
    y: &mut Tensor<T>,
) {
    let (text, count) = (Text { source: KERNEL, defines: [join, ""] }, y.len());
    if inner == 1 && len >= ROW_THREADS {
        let launch = gpu.kernel::<T>(text, "reduce_rows").output(y).input(x).int(len);
        // SAFETY: the arguments are those of `reduce_rows`: a block for each row of `x`.
        return unsafe { launch.blocks([count, 1, 1], ROW_THREADS) };
    }
    let launch = gpu.kernel::<T>(text, "reduce_columns").output(y).input(x);
    // SAFETY: the arguments are those of `reduce_columns`, which stays below `count` in `y`, and in `x`
    // below `len` times as many.
    unsafe { launch.int(len).int(inner).int(count).over(count) };
}
