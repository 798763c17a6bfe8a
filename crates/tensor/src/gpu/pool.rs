//! The pool of buffers: memory that is free again serves the next tensor of its size class, for asking
//! the driver takes longer than most kernels. All work goes through one stream in order, so that a
//! buffer may be handed out while the work that last used it has not ended.

use cudarc::driver::{CudaSlice, CudaStream, DriverError};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Free buffers, by their length in bytes.
pub(super) struct Pool {
    free: Mutex<HashMap<usize, Vec<CudaSlice<u8>>>>,
    /// Off with `GRADUS_GPU_POOL=off`: then each buffer has its own memory of the exact length, and what
    /// leaves it is found.
    is_on: bool,
}

impl Default for Pool {
    fn default() -> Self {
        let is_on = std::env::var_os("GRADUS_GPU_POOL").is_none_or(|value| value != "off");
        Pool { free: Mutex::default(), is_on }
    }
}

/// The minimum length of a buffer, in bytes: what the driver aligns to.
const MIN_LEN: usize = 512;

/// The length of the size class: an eighth of a power of two more, so that at most an eighth is wasted.
fn size_class(bytes: usize) -> usize {
    let step = (bytes.next_power_of_two() / 16).max(MIN_LEN);
    bytes.next_multiple_of(step).max(MIN_LEN)
}

impl Pool {
    /// The length of the memory for this number of bytes.
    pub fn buffer_len(&self, bytes: usize) -> usize {
        if self.is_on { size_class(bytes) } else { bytes.max(1) }
    }

    /// Uninitialized memory of at least this length.
    pub fn take(
        &self,
        stream: &Arc<CudaStream>,
        bytes: usize,
    ) -> Result<CudaSlice<u8>, DriverError> {
        let len = self.buffer_len(bytes);
        if let Some(buffer) = self.free().get_mut(&len).and_then(Vec::pop) {
            return Ok(buffer);
        }
        // SAFETY: whoever takes the buffer writes each element before it is read.
        unsafe { stream.alloc(len) }.or_else(|_| {
            self.free().clear();
            // SAFETY: as above.
            unsafe { stream.alloc(len) }
        })
    }

    /// Takes a buffer back.
    pub fn give_back(&self, buffer: CudaSlice<u8>) {
        if self.is_on {
            self.free().entry(buffer.len()).or_default().push(buffer);
        }
    }

    fn free(&self) -> MutexGuard<'_, HashMap<usize, Vec<CudaSlice<u8>>>> {
        self.free.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
