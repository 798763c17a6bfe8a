//! Dropout on the GPU: no mask is kept, for the backward pass draws the same one again.

use autograd::Var;
use numeric::Float;
use tensor::Tensor;
use tensor::gpu::GpuWords;

/// The kernel's text.
const KERNEL: &str = include_str!("philox.cu");

/// `y = x ∘ mask`, recorded with its backward pass.
#[track_caller]
pub(super) fn drop_elements<T: Float>(x: Var<'_, T>, p: f64) -> Var<'_, T> {
    // The generator's key is the run's seed, the step, and the operation's number in the step.
    let mut key = [0; 3];
    for (part, bytes) in key.iter_mut().zip(x.tape().rng().get_seed().chunks_exact(8)) {
        *part = u64::from_le_bytes(bytes.try_into().expect("eight bytes"));
    }
    let key = x.value().gpu().words(&key);
    let y = multiply_by_mask(&x.value(), p, &key);
    x.tape().record("dropout", y, [x], move |dy, [dx]| {
        dx.accumulate(|| multiply_by_mask(&dy, p, &key));
    })
}

#[track_caller]
fn multiply_by_mask<T: Float>(x: &Tensor<T>, p: f64, key: &GpuWords) -> Tensor<T> {
    let (gpu, len) = (x.gpu(), x.len());
    let mut y = x.new_empty(x.shape());
    let launch = gpu.kernel::<T>(KERNEL, "dropout").output(&mut y).input(x);
    let launch = launch.words(key).u64((p * 2f64.powi(32)) as u64);
    let launch = launch.scalar(T::of(1.0 / (1.0 - p))).int(len);
    // SAFETY: the arguments are those of `dropout`, which stays below `len`, the length of both tensors.
    unsafe { launch.over(len.div_ceil(4)) };
    y
}
