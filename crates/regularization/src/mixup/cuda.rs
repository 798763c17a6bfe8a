//! Mixup on the GPU.

use numeric::Float;
use tensor::Tensor;

/// Combines every sample with its partner.
#[track_caller]
pub(super) fn mix<T: Float>(x: &Tensor<T>, partners: &[usize], lambda: f64) -> Tensor<T> {
    let (gpu, len, width) = (x.gpu(), x.len(), x.len() / partners.len().max(1));
    let partners = gpu.indices(partners);
    let mut y = x.new_empty(x.shape());
    let launch = gpu.kernel::<T>(include_str!("kernel.cu"), "mix").output(&mut y).input(x);
    let launch = launch.indices(&partners).scalar(T::of(lambda)).scalar(T::of(1.0 - lambda));
    // SAFETY: the arguments are those of `mix`, which stays below `len`, for the partners are a permutation
    // of the samples.
    unsafe { launch.int(width).int(len).over(len) };
    y
}
