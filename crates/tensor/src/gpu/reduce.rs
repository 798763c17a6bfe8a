//! Reductions along one axis on the GPU.

use super::{Gpu, Text};
use crate::Tensor;
use numeric::Float;

/// The kernels' text; `JOIN`, which makes one of two elements, is defined in front of it.
const KERNEL: &str = include_str!("reduce.cu");

/// The threads of a block that reduces rows.
const ROW_THREADS: usize = 256;

/// As many threads as keep a large card busy.
const BUSY: usize = 1 << 16;

/// The elements that one thread joins at least where an axis is split into parts.
const MIN_PART: usize = 32;

/// Writes what `join` makes of each `len` elements of `x`, `[outer, len, inner]`, to `y`, `[outer, inner]`. A
/// long axis of few results is first reduced to parts.
#[track_caller]
pub(crate) fn reduce<T: Float>(
    gpu: &Gpu,
    join: &'static str,
    x: &Tensor<T>,
    [len, inner]: [usize; 2],
    y: &mut Tensor<T>,
) {
    // The threads that join one result, and the parts that keep the card busy.
    let lanes = if inner == 1 { row_width(len) } else { 1 };
    let parts = (len / MIN_PART).min(BUSY / y.len().max(1));
    if parts > 1 && y.len() * lanes < BUSY && len / lanes >= 2 * MIN_PART {
        let mut partial = x.new_empty([x.len() / len * parts]);
        reduce_columns(gpu, join, x, [len, inner, parts], &mut partial);
        return reduce(gpu, join, &partial, [parts, inner], y);
    }
    if inner == 1 {
        reduce_rows(gpu, join, x, len, y)
    } else {
        reduce_columns(gpu, join, x, [len, inner, 1], y)
    }
}

/// The threads for a row of `len` elements.
fn row_width(len: usize) -> usize {
    ((len + 1).next_power_of_two() / 2).clamp(1, ROW_THREADS)
}

#[track_caller]
fn reduce_columns<T: Float>(
    gpu: &Gpu,
    join: &'static str,
    x: &Tensor<T>,
    [len, inner, parts]: [usize; 3],
    y: &mut Tensor<T>,
) {
    let (text, count) = (Text { source: KERNEL, defines: [join, ""] }, y.len());
    let launch = gpu.kernel::<T>(text, "reduce_columns").output(y).input(x);
    // SAFETY: the arguments are those of `reduce_columns`, which stays below `count` in `y`. There are at most
    // as many parts as rows, so that it stays inside the `len` rows of `inner` elements in `x`.
    unsafe { launch.int(len).int(inner).int(parts).int(count).over(count) };
}

#[track_caller]
fn reduce_rows<T: Float>(
    gpu: &Gpu,
    join: &'static str,
    x: &Tensor<T>,
    len: usize,
    y: &mut Tensor<T>,
) {
    let (text, count, width) =
        (Text { source: KERNEL, defines: [join, ""] }, y.len(), row_width(len));
    let launch = gpu.kernel::<T>(text, "reduce_rows").output(y).input(x);
    let blocks = (count * width).div_ceil(ROW_THREADS);
    // SAFETY: the arguments are those of `reduce_rows`; `x` is `count` rows of `len` elements, and not fewer
    // than `width`.
    unsafe { launch.int(len).int(width).int(count).blocks([blocks, 1, 1], ROW_THREADS) };
}
