//! Memory on the host that goes back to a pool.

use numeric::{Float, size_class};
use std::ops::{Deref, DerefMut};

/// A block of elements in host memory. Dropped, it goes back to the pool of its type.
pub(crate) struct HostBuffer<T: Float> {
    /// Perhaps longer than the block: as long as its size class.
    memory: Vec<T>,
    len: usize,
}

impl<T: Float> HostBuffer<T> {
    /// `len` elements of any value, for outputs that will be written in full.
    #[inline]
    pub(crate) fn empty(len: usize) -> Self {
        if len == 0 {
            return Vec::new().into();
        }
        let memory = T::pool().acquire(len).unwrap_or_else(|| vec![T::zero(); size_class(len)]);
        HostBuffer { memory, len }
    }
}

impl<T: Float> From<Vec<T>> for HostBuffer<T> {
    fn from(memory: Vec<T>) -> Self {
        HostBuffer { len: memory.len(), memory }
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
        let mut copy = Self::empty(self.len());
        copy.copy_from_slice(self);
        copy
    }
}

impl<T: Float> Deref for HostBuffer<T> {
    type Target = [T];
    #[inline]
    fn deref(&self) -> &[T] {
        &self.memory[..self.len]
    }
}

impl<T: Float> DerefMut for HostBuffer<T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut [T] {
        &mut self.memory[..self.len]
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
