//! The block of numbers behind a tensor.

use crate::buffer::HostBuffer;
#[cfg(feature = "cuda")]
use crate::gpu::CudaBuffer;
use numeric::Float;

/// A block of numbers, on one of the devices.
#[derive(Clone)]
pub(crate) enum Storage<T: Float> {
    Cpu(HostBuffer<T>),
    #[cfg(feature = "cuda")]
    Cuda(CudaBuffer<T>),
}
