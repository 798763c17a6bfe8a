//! The memory of a step that is done again and again: the same buffer for the same allocation each time, since
//! a graph knows its memory by address.

use super::Gpu;
use cudarc::driver::CudaSlice;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The buffers of a step.
#[derive(Default)]
pub(super) struct Arena(Mutex<State>);

#[derive(Default)]
struct State {
    /// None: in use.
    buffers: Vec<Option<CudaSlice<u8>>>,
    /// From this buffer on they are parts of the block.
    first_part: Option<usize>,
    /// The bytes of each allocation of the step, and the buffer that serves it.
    allocations: Vec<(usize, usize)>,
    /// The next allocation.
    next: usize,
    /// The block whose parts hold what is uploaded.
    block: Option<CudaSlice<u8>>,
    /// Whether the step is done no more: then what comes back goes to the pool.
    is_closed: bool,
}

/// Where a buffer goes back to.
pub(super) struct Slot {
    arena: Arc<Arena>,
    index: usize,
}

impl Arena {
    /// Memory for the next allocation of a step that is done for the first time: a free buffer, or a new one.
    #[track_caller]
    pub fn plan(self: &Arc<Self>, gpu: &Gpu, bytes: usize) -> (CudaSlice<u8>, Slot) {
        let mut state = self.state();
        let len = gpu.pool.buffer_len(bytes);
        let fits =
            |buffer: &Option<CudaSlice<u8>>| buffer.as_ref().is_some_and(|it| it.len() == len);
        let free = state.buffers.iter().rposition(fits);
        let index = free.unwrap_or(state.buffers.len());
        let memory = match free.and_then(|index| state.buffers[index].take()) {
            Some(memory) => memory,
            None => {
                state.buffers.push(None);
                gpu.memory(bytes)
            }
        };
        state.allocations.push((bytes, index));
        (memory, Slot { arena: self.clone(), index })
    }

    /// The next allocation is the step's first.
    pub fn begin(&self) {
        self.state().next = 0;
    }

    /// The buffer of the next allocation; none if that was of another length, or if the buffer is still in use.
    pub fn take(self: &Arc<Self>, bytes: usize) -> Option<(CudaSlice<u8>, Slot)> {
        let mut state = self.state();
        let (planned, index) = *state.allocations.get(state.next)?;
        let memory = state.buffers[index].take_if(|_| planned == bytes)?;
        state.next += 1;
        Some((memory, Slot { arena: self.clone(), index }))
    }

    /// Takes parts of a block over; the index of the first.
    pub fn add_parts(&self, parts: impl Iterator<Item = CudaSlice<u8>>) -> usize {
        let mut state = self.state();
        let first = state.buffers.len();
        state.first_part = Some(first);
        state.buffers.extend(parts.map(Some));
        first
    }

    /// The part at this index, unless it is still in use.
    pub fn take_part(self: &Arc<Self>, index: usize) -> Option<(CudaSlice<u8>, Slot)> {
        let memory = self.state().buffers[index].take()?;
        Some((memory, Slot { arena: self.clone(), index }))
    }

    /// Gives the memory back to the pool, now or when it is no longer in use; the block, whose parts may still be
    /// in use, when nothing is.
    pub fn close(&self, gpu: &Gpu, block: Option<CudaSlice<u8>>) {
        let mut state = self.state();
        (state.is_closed, state.block) = (true, block);
        let free: Vec<_> = state.buffers.iter_mut().map(Option::take).enumerate().collect();
        for (index, memory) in free {
            memory.into_iter().for_each(|memory| state.release(gpu, index, memory));
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn release(&self, gpu: &Gpu, index: usize, memory: CudaSlice<u8>) {
        match self.first_part {
            // A part's memory is the block's.
            Some(first) if index >= first => drop(memory.leak()),
            _ => gpu.pool.give_back(memory),
        }
    }
}

impl Slot {
    /// Puts the buffer back.
    pub fn give_back(&self, gpu: &Gpu, memory: CudaSlice<u8>) {
        let mut state = self.arena.state();
        match state.is_closed {
            true => state.release(gpu, self.index, memory),
            false => state.buffers[self.index] = Some(memory),
        }
    }
}
