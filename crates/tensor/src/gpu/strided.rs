//! Elements at regular distances on the GPU.

use super::{Gpu, Launch};
use crate::strided::Axis;
use crate::{Shape, Tensor};
use numeric::Float;

/// The kernels' text.
const KERNEL: &str = include_str!("strided.cu");

/// The side of a tile that is transposed in shared memory, and the threads that do it.
const TILE: usize = 32;
const TILE_THREADS: usize = 256;

/// Reads `y` from `x`, where its elements stand as `axes` say, from `start` on.
#[track_caller]
pub(crate) fn gather<T: Float>(
    gpu: &Gpu,
    x: &Tensor<T>,
    start: usize,
    axes: &[Axis],
    y: &mut Tensor<T>,
) {
    let (batch, matrix) = match axes {
        [batch, row, column] => ((batch.0, batch.1), [*row, *column]),
        [row, column] => ((1, 0), [*row, *column]),
        _ => ((0, 0), [(1, 0); 2]),
    };
    let [(rows, row_stride), (columns, stride)] = matrix;
    if row_stride == 1 && stride > 1 {
        let tiles = batch.0 * rows.div_ceil(TILE) * columns.div_ceil(TILE);
        let sizes = [start as isize, batch.1, stride, rows as isize, columns as isize];
        let launch = gpu.kernel::<T>(KERNEL, "transpose").output(y).input(x).ints(sizes);
        // SAFETY: the arguments are those of `transpose`, which writes each element of `y`, whose shape the
        // axes are, and reads where they lead: `expect_inside` found that inside of `x`.
        return unsafe { launch.blocks([tiles, 1, 1], TILE_THREADS) };
    }
    let len = y.len();
    let launch = gpu.kernel::<T>(KERNEL, "gather").output(y).input(x);
    // SAFETY: the arguments are those of `gather`, which writes below `len`, and reads where the axes lead:
    // `expect_inside` found that inside of `x`.
    unsafe { walk(launch, axes).int(start).int(len).over(len) };
}

/// Writes `x` into `y`, where its elements stand as `axes` say, from `start` on.
#[track_caller]
pub(crate) fn scatter<T: Float>(
    gpu: &Gpu,
    x: &Tensor<T>,
    start: usize,
    axes: &[Axis],
    y: &mut Tensor<T>,
) {
    let len = x.len();
    let launch = gpu.kernel::<T>(KERNEL, "scatter").output(y).input(x);
    // SAFETY: the arguments are those of `scatter`, which reads below `len`, and writes where the axes lead:
    // `expect_inside` found that inside of `y`.
    unsafe { walk(launch, axes).int(start).int(len).over(len) };
}

/// The argument `Walk`: axes in front have the length 1.
#[track_caller]
fn walk<'a>(launch: Launch<'a>, axes: &[Axis]) -> Launch<'a> {
    let mut layout = [1isize; 2 * Shape::MAX_RANK];
    let first = Shape::MAX_RANK - axes.len();
    for (axis, (len, stride)) in axes.iter().enumerate() {
        layout[first + axis] = *len as isize;
        layout[first + axis + Shape::MAX_RANK] = *stride;
    }
    launch.ints(layout)
}
