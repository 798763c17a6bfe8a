//! Buffers: tensors of a model that are not trained.

use numeric::Float;
use std::sync::atomic::{AtomicU64, Ordering};
use tensor::Tensor;

/// The identity of a buffer, unique as long as the program runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BufferId(u64);

/// A buffer: a tensor that is saved with the model and has no gradient, such as a running mean.
///
/// A forward pass only reads the model. A buffer's new value goes to the tape
/// ([`Tape::update_buffer`](crate::Tape::update_buffer)); the optimizer's step assigns it.
#[derive(Debug)]
pub struct Buffer<T: Float = f32> {
    id: BufferId,
    /// The value.
    pub value: Tensor<T>,
}

impl<T: Float> Buffer<T> {
    /// A new buffer with this initial value.
    ///
    /// ```
    /// use autograd::Buffer;
    /// use tensor::Tensor;
    ///
    /// let running_mean = Buffer::new(Tensor::<f32>::zeros([3]));
    /// assert_eq!(running_mean.value.as_slice(), [0.0; 3]);
    /// ```
    pub fn new(value: Tensor<T>) -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        Buffer { id: BufferId(NEXT.fetch_add(1, Ordering::Relaxed)), value }
    }

    /// The identity of this buffer.
    ///
    /// ```
    /// use autograd::Buffer;
    /// use tensor::Tensor;
    ///
    /// let buffer = Buffer::new(Tensor::scalar(0.0));
    /// assert_ne!(buffer.id(), buffer.clone().id());
    /// ```
    pub fn id(&self) -> BufferId {
        self.id
    }
}

/// A clone is another buffer, updated independently.
impl<T: Float> Clone for Buffer<T> {
    fn clone(&self) -> Self {
        Buffer::new(self.value.clone())
    }
}
