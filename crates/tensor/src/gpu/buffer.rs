//! A block of elements on the GPU.

use super::arena::Slot;
use super::operation::Operation;
use super::{Gpu, current, expect_cuda};
use crate::storage::Storage;
use crate::{Shape, Tensor};
use cudarc::driver::{
    CudaSlice, CudaView, CudaViewMut, DevicePtr, DevicePtrMut, DeviceRepr, result,
};
use numeric::Float;
use std::marker::PhantomData;
use std::sync::Arc;

/// A block of elements on a GPU, whose memory goes back when it is dropped: to the pool, or to the step whose
/// it is.
pub(crate) struct CudaBuffer<T> {
    /// The memory, of the pool's size class; there until the buffer is dropped.
    memory: Option<CudaSlice<u8>>,
    slot: Option<Slot>,
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
        let bytes = len * size_of::<T>();
        match current::take(self, bytes) {
            Some((memory, slot)) => self.buffer_of(len, memory, Some(slot)),
            None => self.buffer_of(len, self.memory(bytes), None),
        }
    }

    fn buffer_of<T>(
        self: &Arc<Self>,
        len: usize,
        memory: CudaSlice<u8>,
        slot: Option<Slot>,
    ) -> CudaBuffer<T> {
        CudaBuffer { memory: Some(memory), slot, len, gpu: self.clone(), elements: PhantomData }
    }

    /// Uninitialized memory of at least this length.
    ///
    /// # Panics
    /// As [`buffer`](Self::buffer).
    #[track_caller]
    pub(super) fn memory(&self, bytes: usize) -> CudaSlice<u8> {
        let _turn = self.turn();
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
        if data.is_empty() {
            return self.buffer(0);
        }
        // SAFETY: what a GPU knows is plain bytes, as many as the slice has.
        let bytes =
            unsafe { std::slice::from_raw_parts(data.as_ptr().cast::<u8>(), size_of_val(data)) };
        if let Some((memory, slot)) = current::upload(self, bytes) {
            return self.buffer_of(data.len(), memory, Some(slot));
        }
        let mut buffer = self.buffer_of(data.len(), self.memory(bytes.len()), None);
        let _turn = self.turn();
        self.count_transfer();
        expect_cuda("upload", self.stream.memcpy_htod(data, &mut buffer.view_mut()));
        buffer
    }
}

impl<T: DeviceRepr> CudaBuffer<T> {
    pub(crate) fn len(&self) -> usize {
        self.len
    }

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
    #[track_caller]
    pub(crate) fn download(&self) -> Vec<T> {
        let mut data = vec![T::default(); self.len];
        if self.len > 0 {
            current::before_read(&self.gpu);
            let _turn = self.gpu.turn();
            self.gpu.count_transfer();
            expect_cuda("download", self.gpu.stream.memcpy_dtoh(&self.view(), &mut data));
            expect_cuda("download", self.gpu.stream.synchronize());
        }
        data
    }
}

impl<T: DeviceRepr> Clone for CudaBuffer<T> {
    fn clone(&self) -> Self {
        let mut copy = self.gpu.buffer(self.len);
        copy.copy_from(self);
        copy
    }
}

impl<T: DeviceRepr> CudaBuffer<T> {
    /// Copies as many elements as both have.
    pub(crate) fn copy_from(&mut self, other: &Self) {
        debug_assert!(self.len == other.len);
        if self.len > 0 {
            let gpu = self.gpu.clone();
            let src = other.view().device_ptr(&gpu.stream).0;
            let dst = self.view_mut().device_ptr_mut(&gpu.stream).0;
            gpu.submit(Copy([dst, src, (self.len * size_of::<T>()) as u64]));
        }
    }
}

/// A copy on the device: to where, from where, how many bytes.
struct Copy([u64; 3]);

impl Operation for Copy {
    fn name(&self) -> &'static str {
        "copy"
    }

    fn signature(&self) -> &[u64] {
        &self.0
    }

    fn enqueue(&self, gpu: &Gpu) -> Result<(), String> {
        let [dst, src, bytes] = self.0;
        gpu.stream.context().bind_to_thread().map_err(|error| error.to_string())?;
        // SAFETY: both are buffers with as many bytes, which are there in this step.
        unsafe { result::memcpy_dtod_async(dst, src, bytes as usize, gpu.stream.cu_stream()) }
            .map_err(|error| error.to_string())
    }
}

impl<T> Drop for CudaBuffer<T> {
    fn drop(&mut self) {
        if let Some(memory) = self.memory.take() {
            match &self.slot {
                Some(slot) => slot.give_back(&self.gpu, memory),
                None => current::give_back(&self.gpu, memory),
            }
        }
    }
}

/// Indices on a GPU, as kernels take them: `const int*`.
pub struct GpuIndices(pub(super) CudaBuffer<i32>);

/// Numbers on a GPU that differ from step to step, such as a random generator's key: in a kernel `const unsigned
/// long long*`. As arguments of the kernel they would keep a step from being replayed.
pub struct GpuWords(pub(super) CudaBuffer<u64>);

impl Gpu {
    /// A copy of these numbers on the GPU.
    #[track_caller]
    pub fn words(self: &Arc<Self>, words: &[u64]) -> GpuWords {
        GpuWords(self.upload(words))
    }

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
