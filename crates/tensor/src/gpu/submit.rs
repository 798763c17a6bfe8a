//! Work for the stream: told to the driver at once, or deferred by a step that is replayed as a graph.

use super::operation::Operation;
use super::{Gpu, current, expect_cuda};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What the driver was told, and whose turn it is to tell it something.
#[derive(Default)]
pub(super) struct Submissions {
    launches: AtomicU64,
    copies: AtomicU64,
    turn: Mutex<()>,
}

impl Gpu {
    /// The work that the driver was asked for so far, but for copies to and from the CPU: each kernel, product
    /// and copy on the device is one launch, and so is a whole graph.
    ///
    /// ```
    /// use tensor::{Device, Tensor};
    ///
    /// if let Ok(Device::Cuda(gpu)) = Device::cuda(0) {
    ///     let x = Tensor::<f32>::zeros([2]).to(&Device::Cuda(gpu.clone()));
    ///     let before = gpu.launches();
    ///     drop(x.new_full([2], 1.0));
    ///     assert_eq!(gpu.launches(), before + 1);
    /// }
    /// ```
    pub fn launches(&self) -> u64 {
        self.submissions.launches.load(Ordering::Relaxed)
    }

    /// The copies to and from the CPU so far.
    ///
    /// ```
    /// use tensor::{Device, Tensor};
    ///
    /// if let Ok(Device::Cuda(gpu)) = Device::cuda(0) {
    ///     let before = gpu.transfers();
    ///     drop(Tensor::<f32>::zeros([2]).to(&Device::Cuda(gpu.clone())));
    ///     assert_eq!(gpu.transfers(), before + 1);
    /// }
    /// ```
    pub fn transfers(&self) -> u64 {
        self.submissions.copies.load(Ordering::Relaxed)
    }

    /// Waits until all work that the GPU was asked for is done.
    ///
    /// # Panics
    /// If some of it has failed.
    #[track_caller]
    pub fn synchronize(&self) {
        current::before_read(self);
        expect_cuda("synchronize", self.stream.synchronize());
    }

    pub(super) fn count_launch(&self) {
        self.submissions.launches.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn count_transfer(&self) {
        self.submissions.copies.fetch_add(1, Ordering::Relaxed);
    }

    /// Does the operation in its turn: now, or with the step that this thread is in.
    ///
    /// # Panics
    /// If the driver refuses.
    #[track_caller]
    pub(super) fn submit(&self, operation: impl Operation) {
        if let Some(operation) = current::defer(self, operation) {
            self.enqueue(&operation);
        }
    }

    #[track_caller]
    fn enqueue(&self, operation: &dyn Operation) {
        let _turn = self.turn();
        self.count_launch();
        expect_cuda(operation.name(), operation.enqueue(self));
    }

    /// Waits until no other thread tells the stream anything. Held while the stream is captured, so that the
    /// graph has nothing of theirs.
    pub(super) fn turn(&self) -> MutexGuard<'_, ()> {
        self.submissions.turn.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
