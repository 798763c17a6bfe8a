//! Elements on their way from the GPU, while it goes on.

use super::{CudaBuffer, Gpu, current, expect_cuda};
use cudarc::driver::{CudaEvent, DevicePtr, DeviceRepr, DriverError, PinnedHostSlice, result};
use std::marker::PhantomData;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Pinned memory that nobody reads.
#[derive(Default)]
pub(super) struct PinnedPool(Mutex<Vec<Pinned>>);

/// Pinned memory, and the event after which it has what is copied there. (The slice has an event of its own,
/// which is not recorded where the context tracks no events.)
struct Pinned {
    memory: PinnedHostSlice<u8>,
    copied: CudaEvent,
}

impl PinnedPool {
    fn free(&self) -> MutexGuard<'_, Vec<Pinned>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Memory for this number of bytes.
    fn take(&self, gpu: &Gpu, bytes: usize) -> Result<Pinned, DriverError> {
        let len = gpu.pool.buffer_len(bytes);
        let mut free = self.free();
        if let Some(index) = free.iter().position(|pinned| pinned.memory.len() == len) {
            return Ok(free.swap_remove(index));
        }
        let context = gpu.stream.context();
        // SAFETY: what is read of it was written before. Without a flag, for the host reads it.
        let memory = unsafe { context.alloc_pinned_with_flags(len, 0) }?;
        Ok(Pinned { memory, copied: context.new_event(None)? })
    }
}

impl Pinned {
    /// Starts to copy this number of bytes from the device, behind all work before.
    fn copy_from(&mut self, gpu: &Gpu, address: u64, bytes: usize) -> Result<(), DriverError> {
        let dst = &mut self.memory.as_mut_slice()?[..bytes];
        // SAFETY: both have as many bytes. Nobody reads them before the event, and the memory stays until then.
        unsafe { result::memcpy_dtoh_async(dst, address, gpu.stream.cu_stream()) }?;
        self.copied.record(&gpu.stream)
    }
}

impl Drop for Pinned {
    fn drop(&mut self) {
        // The copy may still be under way. An error of the GPU is told to whoever uses it next.
        let _ = self.copied.synchronize();
    }
}

/// A buffer's elements on their way to the CPU.
pub(crate) struct GpuDownload<T> {
    /// There until it is dropped.
    pinned: Option<Pinned>,
    len: usize,
    gpu: Arc<Gpu>,
    elements: PhantomData<T>,
}

impl<T: DeviceRepr> CudaBuffer<T> {
    /// Starts to bring the elements to the CPU, behind all work before.
    #[track_caller]
    pub(crate) fn start_download(&self) -> GpuDownload<T> {
        let (gpu, len) = (self.gpu.clone(), self.len());
        current::before_read(&gpu);
        let _turn = gpu.turn();
        gpu.count_transfer();
        let bytes = len * size_of::<T>();
        let mut pinned = expect_cuda("pinned memory", gpu.pinned.take(&gpu, bytes));
        if len > 0 {
            let address = self.view().device_ptr(&gpu.stream).0;
            expect_cuda("download", pinned.copy_from(&gpu, address, bytes));
        }
        GpuDownload { pinned: Some(pinned), len, gpu: self.gpu.clone(), elements: PhantomData }
    }
}

impl<T: DeviceRepr + Copy> GpuDownload<T> {
    /// The elements, as soon as they are there.
    #[track_caller]
    pub(crate) fn finish(&self) -> Vec<T> {
        let pinned = self.pinned.as_ref().expect("it is there until the download is dropped");
        expect_cuda("download", pinned.copied.synchronize());
        let bytes = expect_cuda("pinned memory", pinned.memory.as_slice());
        // SAFETY: the driver aligns memory to more than an element, and has written as many elements there.
        unsafe { std::slice::from_raw_parts(bytes.as_ptr().cast::<T>(), self.len) }.to_vec()
    }
}

impl<T> Drop for GpuDownload<T> {
    fn drop(&mut self) {
        // The next copy into it comes behind this one, on the same stream.
        self.gpu.pinned.free().extend(self.pinned.take());
    }
}
