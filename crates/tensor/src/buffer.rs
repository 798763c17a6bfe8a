//! Memory on the host that goes back to a pool.

use numeric::{Float, buffer_len};
use std::ops::{Deref, DerefMut};

/// A block of elements in host memory. Dropped, it goes back to the pool of its type.
pub(crate) struct HostBuffer<T: Float> {
    /// From the pool it is longer than the block; what was made of a `Vec` may be as long.
    memory: Vec<T>,
    /// Where the block begins: at a cache line.
    start: usize,
    len: usize,
}

impl<T: Float> HostBuffer<T> {
    /// `len` elements of any value, for outputs that will be written in full; `None` if there is not
    /// as much memory.
    #[inline]
    pub(crate) fn empty(len: usize) -> Option<Self> {
        if len == 0 {
            return Some(Vec::new().into());
        }
        if len > MAX_LEN {
            return None;
        }
        let memory = T::pool().acquire(len).or_else(|| allocate(len))?;
        let start = memory.as_ptr().align_offset(ALIGNMENT);
        Some(HostBuffer { memory, start, len })
    }
}

/// The bytes of a cache line, at which the elements of a [`Tensor`](crate::Tensor) begin that was not made of a
/// `Vec`. It is as long as the longest vector register, of which so none is loaded from two lines.
pub const ALIGNMENT: usize = 64;

/// More elements of any type have no address.
const MAX_LEN: usize = isize::MAX as usize / size_of::<f32>();

/// New memory for `len` elements, if there is as much. It is reserved once to see that: `vec!`, which
/// gets zeros from the system without writing them, would end the process.
fn allocate<T: Float>(len: usize) -> Option<Vec<T>> {
    let len = buffer_len(len);
    Vec::<T>::new().try_reserve_exact(len).ok()?;
    Some(vec![T::zero(); len])
}

/// The memory is the block, wherever it begins.
impl<T: Float> From<Vec<T>> for HostBuffer<T> {
    fn from(memory: Vec<T>) -> Self {
        HostBuffer { start: 0, len: memory.len(), memory }
    }
}

impl<T: Float> Drop for HostBuffer<T> {
    #[inline]
    fn drop(&mut self) {
        T::pool().release(std::mem::take(&mut self.memory));
    }
}

impl<T: Float> Clone for HostBuffer<T> {
    fn clone(&self) -> Self {
        let mut copy = Self::empty(self.len()).expect("memory for a copy of a tensor");
        copy.copy_from_slice(self);
        copy
    }
}

impl<T: Float> Deref for HostBuffer<T> {
    type Target = [T];
    #[inline]
    fn deref(&self) -> &[T] {
        &self.memory[self.start..][..self.len]
    }
}

impl<T: Float> DerefMut for HostBuffer<T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut [T] {
        &mut self.memory[self.start..][..self.len]
    }
}

/// How many times a tensor of `T` was given newly allocated memory since the program began, because
/// the pool had none that was long enough. The count no longer grows once training has settled.
///
/// ```
/// use tensor::{Tensor, fresh_allocations};
///
/// drop(Tensor::<f64>::zeros([1000]));                         // its memory goes to the pool
/// let before = fresh_allocations::<f64>();
/// drop(Tensor::<f64>::zeros([1000]));
/// assert_eq!(fresh_allocations::<f64>(), before);
/// ```
pub fn fresh_allocations<T: Float>() -> usize {
    T::pool().allocations()
}
