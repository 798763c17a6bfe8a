//! The turning of all tokens, on the GPU.

use super::{RotaryLayout, RotaryPositions};
use numeric::Float;
use tensor::Tensor;
use tensor::gpu::Gpu;

/// The kernel's text.
const KERNEL: &str = include_str!("rotary.cu");

/// As [`turn`](super::rule::turn).
pub(super) fn turn<T: Float>(
    gpu: &Gpu,
    mut x: Tensor<T>,
    table: &Tensor<T>,
    heads: usize,
    positions: RotaryPositions,
    is_back: bool,
) -> Tensor<T> {
    let [tokens, rotary_dim] = table.dims();
    let (pairs, head_dim) = (rotary_dim / 2, x.shape().last_dim() / heads);
    let count = x.len() / head_dim * pairs;
    let [near, step] = match positions.layout {
        RotaryLayout::Halves => [pairs, 1],
        RotaryLayout::Pairs => [1, 2],
    };
    let launch = gpu.kernel::<T>(KERNEL, "rotary").output(&mut x).input(table);
    let launch = launch.int(tokens).int(heads).int(head_dim).int(pairs).int(near).int(step);
    let sign = if is_back { -T::one() } else { T::one() };
    // SAFETY: the arguments are those of `rotary`, which stays inside of the pairs of all heads.
    unsafe { launch.scalar(sign).int(count).over(count) };
    x
}
