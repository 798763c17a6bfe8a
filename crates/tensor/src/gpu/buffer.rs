//! A block of elements on the GPU.

use super::{Gpu, expect_cuda};
use crate::storage::Storage;
use crate::{Shape, Tensor};
use cudarc::driver::{CudaSlice, CudaView, CudaViewMut, DeviceRepr};
use numeric::Float;
use std::marker::PhantomData;
use std::sync::Arc;

/// A block of elements on a GPU, whose memory goes back to the pool when it is dropped.
pub(crate) struct CudaBuffer<T> {
    /// The memory, of the pool's size class; there until the buffer is dropped.
    memory: Option<CudaSlice<u8>>,
    len: usize,
    pub(crate) gpu: Arc<Gpu>,
    elements: PhantomData<T>,
}

impl Gpu {
    /// An uninitialized block of elements.
    ///
    /// # Panics
    /// If there is no memory, with what was asked for and what is free.
    #[track_caller]
    pub(crate) fn buffer<T: DeviceRepr>(self: &Arc<Self>, len: usize) -> CudaBuffer<T> {
        let memory = Some(self.memory(len * size_of::<T>()));
        CudaBuffer { memory, len, gpu: self.clone(), elements: PhantomData }
    }

    /// Uninitialized memory of at least this length.
    ///
    /// # Panics
    /// As [`buffer`](Self::buffer).
    #[track_caller]
    pub(super) fn memory(&self, bytes: usize) -> CudaSlice<u8> {
        // In a closure the panic would not be at the caller's line.
        let Ok(memory) = self.pool.take(&self.stream, bytes) else {
            let mb = |bytes: usize| bytes.div_ceil(1 << 20);
            let memory = self.stream.context().mem_get_info().unwrap_or_default();
            let (free, total) = (mb(memory.0), mb(memory.1));
            panic!(
                "{self}: no memory for {} MB: {free} of {total} MB are free; take smaller batches",
                mb(bytes)
            )
        };
        memory
    }

    /// An uninitialized tensor on this GPU, for outputs that are written in full.
    ///
    /// # Panics
    /// If there is not as much memory.
    #[track_caller]
    pub fn empty<T: Float>(self: &Arc<Self>, shape: impl Into<Shape>) -> Tensor<T> {
        let shape = shape.into();
        Tensor::with(shape, Storage::Cuda(self.buffer(shape.len())))
    }

    /// A copy of `data` on the GPU.
    #[track_caller]
    pub(crate) fn upload<T: DeviceRepr>(self: &Arc<Self>, data: &[T]) -> CudaBuffer<T> {
        let mut buffer = self.buffer(data.len());
        if !data.is_empty() {
            expect_cuda("upload", self.stream.memcpy_htod(data, &mut buffer.view_mut()));
        }
        buffer
    }
}

impl<T: DeviceRepr> CudaBuffer<T> {
    /// The elements.
    pub(crate) fn view(&self) -> CudaView<'_, T> {
        let memory = self.memory.as_ref().expect("the memory is there until the buffer is dropped");
        // SAFETY: any bits are an element of `T`, a type that the GPU knows.
        unsafe { memory.transmute(self.len) }.expect("the memory holds as many elements")
    }

    /// The elements, mutable.
    pub(crate) fn view_mut(&mut self) -> CudaViewMut<'_, T> {
        let memory = self.memory.as_mut().expect("the memory is there until the buffer is dropped");
        // SAFETY: any bits are an element of `T`, a type that the GPU knows.
        unsafe { memory.transmute_mut(self.len) }.expect("the memory holds as many elements")
    }
}

impl<T: DeviceRepr + Default + Clone> CudaBuffer<T> {
    /// The elements, brought to the CPU; waits for all work before.
    pub(crate) fn download(&self) -> Vec<T> {
        let mut data = vec![T::default(); self.len];
        if self.len > 0 {
            expect_cuda("download", self.gpu.stream.memcpy_dtoh(&self.view(), &mut data));
            expect_cuda("download", self.gpu.stream.synchronize());
        }
        data
    }
}

impl<T: DeviceRepr> Clone for CudaBuffer<T> {
    fn clone(&self) -> Self {
        let mut copy = self.gpu.buffer(self.len);
        if self.len > 0 {
            let (src, dst) = (self.view(), &mut copy.view_mut());
            expect_cuda("copy", self.gpu.stream.memcpy_dtod(&src, dst));
        }
        copy
    }
}

impl<T> Drop for CudaBuffer<T> {
    fn drop(&mut self) {
        if let Some(memory) = self.memory.take() {
            self.gpu.pool.give_back(memory);
        }
    }
}

/// Indices on a GPU, as kernels take them: `const int*`.
pub struct GpuIndices(pub(super) CudaBuffer<i32>);

impl Gpu {
    /// A copy of these indices on the GPU.
    ///
    /// # Panics
    /// If one needs more than 31 bits.
    #[track_caller]
    pub fn indices(self: &Arc<Self>, indices: &[usize]) -> GpuIndices {
        let to_int = |index: &usize| {
            i32::try_from(*index).unwrap_or_else(|_| panic!("GPU: the index {index} is too large"))
        };
        let indices: Vec<i32> = indices.iter().map(to_int).collect();
        GpuIndices(self.upload(&indices))
    }
}
