//! Clipping on the GPU: all gradients at once, and without waiting for the norm.

use crate::fused::{CHUNK, THREADS};
use autograd::Gradients;
use numeric::Float;
use std::sync::Arc;
use tensor::gpu::{Gpu, Row, Table};
use tensor::{Device, Tensor};

/// The kernels' text.
const KERNELS: &str = concat!(include_str!("../fused/tensors.cu"), include_str!("clip.cu"));

/// The GPU that the gradients are on; none if it is the CPU, or if there are none.
pub(super) fn gpu_of<T: Float>(gradients: &mut Gradients<T>) -> Option<Arc<Gpu>> {
    match gradients.iter_mut().next()?.device() {
        Device::Cpu => None,
        Device::Cuda(gpu) => Some(gpu),
    }
}

/// All gradients.
#[track_caller]
fn table<T: Float>(gpu: &Arc<Gpu>, gradients: &mut Gradients<T>) -> Table {
    let rows = gradients.iter_mut().map(|g| Row::new(g.len()).output(gpu, g));
    gpu.table(&rows.collect::<Vec<_>>(), CHUNK)
}

/// Clips all gradients together to `max_norm`; the norm they had.
#[track_caller]
pub(super) fn clip_norm<T: Float>(
    gpu: &Arc<Gpu>,
    gradients: &mut Gradients<T>,
    max_norm: f64,
) -> Tensor<f64> {
    let table = table(gpu, gradients);
    let (count, mut norm) = (table.chunks(), gpu.empty([]));
    let mut norms: Tensor<f64> = gpu.empty([count]);
    let launch = gpu.kernel::<T>(KERNELS, "chunk_norms").output(&mut norms).table(&table);
    // SAFETY: the arguments are those of `chunk_norms`, which writes one norm for each chunk, and reads the
    // chunk inside of its row's length.
    unsafe { launch.blocks([count, 1, 1], THREADS) };
    let launch = gpu.kernel::<T>(KERNELS, "total_norm").output(&mut norm).input(&norms).int(count);
    // SAFETY: the arguments are those of `total_norm`, which reads `count` norms.
    unsafe { launch.blocks([1, 1, 1], THREADS) };
    let launch = gpu.kernel::<T>(KERNELS, "clip_norm").table(&table).input(&norm).scalar(max_norm);
    // SAFETY: the arguments are those of `clip_norm`, which stays inside of each row's length; the
    // gradients are borrowed until now.
    unsafe { launch.blocks([count, 1, 1], THREADS) };
    norm
}

/// Clips each element of the gradients to the range from `−clip` to `clip`.
#[track_caller]
pub(super) fn clip_value<T: Float>(gpu: &Arc<Gpu>, gradients: &mut Gradients<T>, clip: T) {
    let table = table(gpu, gradients);
    let launch = gpu.kernel::<T>(KERNELS, "clip_value").table(&table).scalar(clip);
    // SAFETY: as that of `clip_norm`.
    unsafe { launch.blocks([table.chunks(), 1, 1], THREADS) };
}
