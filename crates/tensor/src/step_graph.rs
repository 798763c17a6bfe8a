//! Steps that are captured and replayed.

use crate::Device;
#[cfg(feature = "cuda")]
use crate::gpu::GraphOnGpu;

/// A step that is replayed as a CUDA graph. To launch a small kernel takes longer than to run it; a graph is
/// launched once for all its kernels.
///
/// The step's own code runs every time. What it asks the GPU for is deferred to its end, and compared with what it
/// asked for when it was captured: operation by operation, with every argument. If all is equal, the graph is
/// launched. If something differs, as with the last, smaller batch of an epoch, the operations are launched one
/// by one, as they would have been without a graph. So the results have the same bits in any case, where PyTorch's
/// `torch.cuda.CUDAGraph` repeats what it captured and leaves it to the program that this is still right.
///
/// The first step warms up, the second plans the memory, the third is captured. From step to step may differ what the
/// step uploads: the batch, its classes, an optimizer's coefficients. It goes through pinned memory, in one copy beside
/// the step before. The rest must be the same: shapes, addresses, and the numbers that are a kernel's arguments.
/// A step that reads a value, as [`Tensor::item`](crate::Tensor::item) does, is launched operation by operation;
/// so is one that follows a step of which a tensor is still held. [`difference`](Self::difference) says why.
///
/// Two limits: the operations must be asked for by the thread that calls [`run`](Self::run), and another thread must
/// not read what the step writes before it has ended.
///
/// On the CPU the step is run as it is.
///
/// ```
/// use tensor::{Device, StepGraph, Tensor, pointwise};
///
/// let device = Device::cuda(0).unwrap_or_default();
/// let (mut graph, mut squares) = (StepGraph::default(), Vec::new());
/// for x in [1.0, 2.0, 3.0, 4.0, 5.0] {
///     let y = graph.run(&device, || {
///         let x = Tensor::scalar(x).to(&device);
///         x.clone().binary(&x, pointwise!(|a, b| a * b))
///     });
///     squares.push(y.item());
/// }
/// assert_eq!(squares, [1.0, 4.0, 9.0, 16.0, 25.0]);
/// ```
#[derive(Debug, Default)]
pub struct StepGraph {
    #[cfg(feature = "cuda")]
    on_gpu: GraphOnGpu,
}

impl StepGraph {
    /// Does the step on this device.
    ///
    /// ```
    /// use tensor::{Device, StepGraph};
    ///
    /// assert_eq!(StepGraph::default().run(&Device::Cpu, || 3), 3);
    /// ```
    ///
    /// # Panics
    /// Whatever the step panics with; if there is no memory.
    #[track_caller]
    pub fn run<R>(&mut self, device: &Device, step: impl FnOnce() -> R) -> R {
        match device {
            Device::Cpu => step(),
            #[cfg(feature = "cuda")]
            Device::Cuda(gpu) => self.on_gpu.run(gpu, step),
        }
    }

    /// The number of steps that a graph has done.
    ///
    /// ```
    /// assert_eq!(tensor::StepGraph::default().replays(), 0);
    /// ```
    pub fn replays(&self) -> u64 {
        #[cfg(feature = "cuda")]
        return self.on_gpu.replays;
        #[cfg(not(feature = "cuda"))]
        0
    }

    /// How the last step that could not be replayed differed from the one that was captured; none if there was no
    /// such step.
    ///
    /// ```
    /// assert_eq!(tensor::StepGraph::default().difference(), None);
    /// ```
    pub fn difference(&self) -> Option<&str> {
        #[cfg(feature = "cuda")]
        return self.on_gpu.difference.as_deref();
        #[cfg(not(feature = "cuda"))]
        None
    }
}
