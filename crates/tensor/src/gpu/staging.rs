//! Uploads of a step that is replayed: all in one copy, which goes on beside the step before.
//!
//! What is uploaded is written into pinned memory of the host. A second stream copies that to the device while
//! the main stream still works at the step before; there it waits until the main stream takes it over into the
//! block, whose addresses the graph knows. There are two of both, in turn:
//!
//! ```text
//! host            write 1 | write 2     | write 1, once it has been copied
//! second stream           | copy 1      | copy 2, once the main stream has taken it over  | …
//! main stream             | step 0 …    | take 1 over, step 1 …                           | …
//! ```

use super::arena::{Arena, Slot};
use super::{Gpu, expect_cuda};
use cudarc::driver::{CudaEvent, CudaSlice, CudaStream, DevicePtr, DriverError, PinnedHostSlice};
use std::sync::Arc;

/// What the driver aligns memory to: so are the parts of a block.
const ALIGNMENT: usize = 256;

/// The uploads of a step.
pub(super) struct Staging {
    second: Arc<CudaStream>,
    /// What the graph reads.
    pub block: CudaSlice<u8>,
    parts: Vec<Part>,
    pairs: [Pair; 2],
    /// Which pair this step has.
    turn: usize,
    /// The next upload.
    next: usize,
}

/// Where an upload is in the block.
struct Part {
    buffer: usize,
    start: usize,
    len: usize,
}

/// Memory on both sides of a copy. (The slice has an event of its own, which is not recorded where the context
/// tracks no events.)
struct Pair {
    host: PinnedHostSlice<u8>,
    device: CudaSlice<u8>,
    copied: CudaEvent,
    taken_over: CudaEvent,
}

impl Pair {
    fn new(gpu: &Gpu, len: usize) -> Result<Self, DriverError> {
        let context = gpu.stream.context();
        // SAFETY: what is read of it was written before, or is not used.
        let host = unsafe { context.alloc_pinned(len) }?;
        let (copied, taken_over) = (context.new_event(None)?, context.new_event(None)?);
        Ok(Pair { host, device: gpu.memory(len), copied, taken_over })
    }
}

impl Staging {
    /// Room for uploads of these lengths in bytes.
    ///
    /// # Panics
    /// If there is no memory.
    #[track_caller]
    pub fn new(gpu: &Gpu, lengths: &[usize], arena: &Arena) -> Self {
        let mut starts = vec![0];
        for len in lengths {
            starts.push(starts[starts.len() - 1] + len.next_multiple_of(ALIGNMENT));
        }
        let block = gpu.memory(starts[lengths.len()]);
        let first = block.device_ptr(&gpu.stream).0;
        let places = starts.iter().zip(lengths);
        let first_part = arena.add_parts(places.clone().map(|(start, len)| {
            // SAFETY: it lies in the block, which is there as long as the arena, and is never freed by itself.
            unsafe { gpu.stream.upgrade_device_ptr(first + *start as u64, *len) }
        }));
        let part = |(i, (start, len)): (usize, (&usize, &usize))| Part {
            buffer: first_part + i,
            start: *start,
            len: *len,
        };
        let new_pair = || expect_cuda("pinned memory", Pair::new(gpu, starts[lengths.len()]));
        let (parts, pairs) = (places.enumerate().map(part).collect(), [new_pair(), new_pair()]);
        let second = expect_cuda("stream", gpu.stream.context().new_stream());
        // The memory is there once the main stream has got it.
        expect_cuda("stream", second.join(&gpu.stream));
        Staging { second, block, parts, pairs, turn: 0, next: 0 }
    }

    /// A step begins, and its next upload is the first.
    pub fn begin(&mut self) {
        (self.turn, self.next) = (1 - self.turn, 0);
    }

    /// Writes the next upload; the part of the block that will hold it. None if the upload had another length, or if
    /// the part is still in use. Waits until the step before last has been copied.
    pub fn write(&mut self, arena: &Arc<Arena>, data: &[u8]) -> Option<(CudaSlice<u8>, Slot)> {
        let part = self.parts.get(self.next).filter(|part| part.len == data.len())?;
        let taken = arena.take_part(part.buffer)?;
        let Pair { host, copied, .. } = &mut self.pairs[self.turn];
        expect_cuda("upload", copied.synchronize());
        let host = expect_cuda("pinned memory", host.as_mut_slice());
        host[part.start..][..part.len].copy_from_slice(data);
        self.next += 1;
        Some(taken)
    }

    /// Brings what was written into the block.
    pub fn send(&mut self, gpu: &Gpu) -> Result<(), DriverError> {
        let Some(last) = self.next.checked_sub(1).map(|last| &self.parts[last]) else {
            return Ok(());
        };
        let filled = ..last.start + last.len;
        let Pair { host, device, copied, taken_over } = &mut self.pairs[self.turn];
        self.second.wait(taken_over)?;
        self.second.memcpy_htod(host, device)?;
        copied.record(&self.second)?;
        gpu.stream.wait(copied)?;
        gpu.stream.memcpy_dtod(&device.slice(filled), &mut self.block.slice_mut(filled))?;
        taken_over.record(&gpu.stream)
    }
}
