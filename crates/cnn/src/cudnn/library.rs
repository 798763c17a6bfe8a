//! cuDNN, loaded at run time.

use super::error::version_text;
use super::{CudnnConv2d, CudnnError};
use crate::Conv2dOptions;
use cudarc::cudnn::{CudnnDataType, result, sys};
use numeric::Float;
use std::sync::Arc;
use tensor::Shape;
use tensor::gpu::Gpu;

/// The major version whose entry points are called.
const MAJOR_VERSION: usize = 9;

/// cuDNN on one GPU, whose stream it works on.
pub struct Cudnn {
    pub(super) gpu: Arc<Gpu>,
    pub(super) handle: Arc<cudarc::cudnn::Cudnn>,
}

impl Cudnn {
    /// cuDNN on this GPU.
    ///
    /// # Errors
    /// If the library is missing or of another major version than 9, or if it cannot be used on this GPU.
    ///
    /// # Panics
    /// In a step of a [`StepGraph`](tensor::StepGraph), but for its first.
    #[track_caller]
    pub fn new(gpu: &Arc<Gpu>) -> Result<Cudnn, CudnnError> {
        // cudarc panics when the library is missing: look first.
        // SAFETY: this only tries to load it.
        if !unsafe { sys::is_culib_present() } {
            return Err(CudnnError::NoLibrary);
        }
        let found = result::get_version();
        if found / 10_000 != MAJOR_VERSION {
            return Err(CudnnError::Version { found });
        }
        let handle = gpu
            .call_library("cudnnCreate", |stream| cudarc::cudnn::Cudnn::new(stream.clone()))
            .map_err(CudnnError::refused("a handle"))?;
        Ok(Cudnn { gpu: gpu.clone(), handle })
    }

    /// The library's version, such as 9.10.2.
    pub fn version(&self) -> String {
        version_text(result::get_version())
    }

    /// A convolution of images `[n, channels, h, w]` with a weight
    /// `[filters, channels / groups, kernel height, kernel width]`, prepared: for each pass with the algorithm that
    /// cuDNN's heuristic expects to be the fastest. `f32` is multiplied as precisely as
    /// [`Gpu::matmul_precision`] says now: exactly by default, in TF32 otherwise.
    ///
    /// # Errors
    /// If the shapes do not fit, if there is no image, if the padding is not symmetric, or if cuDNN refuses.
    ///
    /// # Panics
    /// If a size needs more than 31 bits, or as [`new`](Self::new).
    #[track_caller]
    pub fn conv2d<T: Float + CudnnDataType>(
        &self,
        x: Shape,
        w: Shape,
        options: Conv2dOptions,
    ) -> Result<CudnnConv2d<T>, CudnnError> {
        CudnnConv2d::new(self, x, w, options)
    }
}
