//! cuDNN, loaded at run time.

use super::CudnnError;
use super::error::version_text;
use cudarc::cudnn::{result, sys};
use std::sync::Arc;
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
}
