//! What training may change.

use numeric::Float;
use std::sync::atomic::{AtomicU64, Ordering};
use tensor::Tensor;

/// Tells one parameter from every other, as long as the program runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ParamId(u64);

/// A parameter: a tensor that training may change.
#[derive(Debug)]
pub struct Param<T: Float = f32> {
    id: ParamId,
    /// The numbers.
    pub value: Tensor<T>,
}

impl<T: Float> Param<T> {
    /// A new parameter that begins with these numbers.
    pub fn new(value: Tensor<T>) -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        Param { id: ParamId(NEXT.fetch_add(1, Ordering::Relaxed)), value }
    }

    /// Which parameter this is.
    pub fn id(&self) -> ParamId {
        self.id
    }
}

/// A copy is another parameter: from then on the two are trained apart.
impl<T: Float> Clone for Param<T> {
    fn clone(&self) -> Self {
        Param::new(self.value.clone())
    }
}
