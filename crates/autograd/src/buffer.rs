//! What belongs to a model but is not trained.

use numeric::Float;
use std::sync::atomic::{AtomicU64, Ordering};
use tensor::Tensor;

/// Tells one buffer from every other, as long as the program runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BufferId(u64);

/// A buffer: a tensor that is saved with the model and has no gradient, such as a running mean.
///
/// A forward pass only reads the model. What it wants a buffer to become it writes on the tape
/// ([`Tape::update_buffer`](crate::Tape::update_buffer)); the optimizer's step puts it there.
#[derive(Debug)]
pub struct Buffer<T: Float = f32> {
    id: BufferId,
    /// The numbers.
    pub value: Tensor<T>,
}

impl<T: Float> Buffer<T> {
    /// A new buffer that begins with these numbers.
    pub fn new(value: Tensor<T>) -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        Buffer { id: BufferId(NEXT.fetch_add(1, Ordering::Relaxed)), value }
    }

    /// Which buffer this is.
    pub fn id(&self) -> BufferId {
        self.id
    }
}

/// A copy is another buffer: from then on the two go their own ways.
impl<T: Float> Clone for Buffer<T> {
    fn clone(&self) -> Self {
        Buffer::new(self.value.clone())
    }
}
