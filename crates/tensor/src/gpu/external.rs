//! Work by a library that the caller brings, such as cuDNN.

use super::{Gpu, current, expect_cuda};
use cudarc::driver::CudaStream;
use std::sync::Arc;

impl Gpu {
    /// Calls a library with the stream that all work on this GPU goes through: what the library asks of it is done
    /// in its turn. [`launches`](Self::launches) does not count it.
    ///
    /// Meanwhile no other thread can use this GPU, nor can `call` itself but through the library: tensors are made
    /// before.
    ///
    /// # Panics
    /// In a step of a [`StepGraph`](crate::StepGraph), but for its first, since it replays only what this crate
    /// knows; or if the GPU is gone.
    ///
    /// ```
    /// use tensor::Device;
    ///
    /// if let Ok(Device::Cuda(gpu)) = Device::cuda(0) {
    ///     assert_eq!(gpu.call_library("a library", |stream| stream.context().ordinal()), 0);
    /// }
    /// ```
    #[track_caller]
    pub fn call_library<R>(&self, name: &str, call: impl FnOnce(&Arc<CudaStream>) -> R) -> R {
        assert!(
            !current::is_in_one(),
            "GPU: {name} cannot be replayed as a graph: call it outside of `StepGraph::run`"
        );
        let _turn = self.turn();
        expect_cuda(name, self.stream.context().bind_to_thread());
        call(&self.stream)
    }
}
