//! The gradient of a slice on the GPU.

use numeric::Float;
use tensor::Tensor;
use tensor::gpu::Gpu;

/// Adds `dy`, rows of `width` elements, to the columns from `start` on of `dx`, rows of `row` elements.
#[track_caller]
pub(super) fn add_to_columns<T: Float>(
    gpu: &Gpu,
    dx: &mut Tensor<T>,
    dy: &Tensor<T>,
    [row, start, width]: [usize; 3],
) {
    let count = dy.len();
    let launch = gpu.kernel::<T>(include_str!("kernel.cu"), "add_to_columns").output(dx).input(dy);
    // SAFETY: the arguments are those of `add_to_columns`, which stays below `count` in `dy`, whose rows fit
    // into those of `dx`: `narrow` checked the range.
    unsafe { launch.int(row).int(start).int(width).int(count).over(count) };
}
