//! Values on their way to the CPU.

use crate::Tensor;
use crate::storage::Storage;
#[cfg(feature = "cuda")]
use crate::{Shape, gpu::GpuDownload};
use numeric::Float;

/// A tensor on its way to the CPU: see [`Tensor::start_download`].
pub struct Download<T: Float>(Source<T>);

enum Source<T: Float> {
    There(Tensor<T>),
    #[cfg(feature = "cuda")]
    OnItsWay(Shape, GpuDownload<T>),
}

impl<T: Float> Tensor<T> {
    /// Starts to bring the elements to the CPU, into pinned memory, and does not wait for them: PyTorch's
    /// `to("cpu", non_blocking=True)`. Meanwhile the GPU can be given more work, and the tensor dropped.
    ///
    /// ```
    /// use tensor::{Device, Tensor};
    ///
    /// let device = Device::cuda(0).unwrap_or_default();
    /// let download = Tensor::full([2], 1.5).to(&device).start_download();
    /// assert_eq!(download.finish().as_slice(), [1.5, 1.5]);
    /// ```
    ///
    /// # Panics
    /// If there is no memory.
    #[track_caller]
    pub fn start_download(&self) -> Download<T> {
        match &*self.storage {
            Storage::Cpu(_) => Download(Source::There(self.clone())),
            #[cfg(feature = "cuda")]
            Storage::Cuda(buffer) => {
                Download(Source::OnItsWay(self.shape, buffer.start_download()))
            }
        }
    }
}

impl<T: Float> Download<T> {
    /// The tensor on the CPU. On a GPU this waits for the work that was asked for before the download was started.
    ///
    /// ```
    /// use tensor::Tensor;
    ///
    /// assert_eq!(Tensor::scalar(2.5).start_download().finish().item(), 2.5);
    /// ```
    #[track_caller]
    pub fn finish(self) -> Tensor<T> {
        match self.0 {
            Source::There(tensor) => tensor,
            #[cfg(feature = "cuda")]
            Source::OnItsWay(shape, download) => Tensor::new(shape, download.finish()),
        }
    }
}
