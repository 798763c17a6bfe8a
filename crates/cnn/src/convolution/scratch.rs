//! Memory to work in, one piece for each core.

use numeric::Float;
use std::sync::{Mutex, PoisonError};
use tensor::Tensor;

/// Where a piece begins, in bytes: at a line of the cache, so that no register that is loaded lies in
/// two of them.
const ALIGNMENT: usize = 64;

/// Pieces of memory of one size, of which each core takes one for as long as it works on a block.
///
/// They are made before the work begins, as many as there are cores: so the pool of tensors is
/// asked for the same in every step, however the blocks fall to the cores.
pub(crate) struct Workspace<T: Float>(Mutex<Vec<Tensor<T>>>);

impl<T: Float> Workspace<T> {
    /// Room for so many numbers on each core that one of so many blocks may keep busy.
    pub fn new(len: usize, blocks: usize) -> Self {
        let cores = rayon::current_num_threads().min(blocks);
        let piece = |_| Tensor::empty([len + ALIGNMENT / size_of::<T>()]);
        Workspace(Mutex::new((0..cores).map(piece).collect()))
    }

    /// Runs `f` on a piece that nobody else has.
    pub fn with_buffer<R>(&self, f: impl FnOnce(&mut [T]) -> R) -> R {
        let mut piece = self.buffers().pop().expect("a core works on one block at a time");
        let numbers = piece.as_mut_slice();
        let start = numbers.as_ptr().align_offset(ALIGNMENT);
        let result = f(&mut numbers[start..]);
        self.buffers().push(piece);
        result
    }

    fn buffers(&self) -> std::sync::MutexGuard<'_, Vec<Tensor<T>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
