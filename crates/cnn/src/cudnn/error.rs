//! Why cuDNN cannot be compared with.

use cudarc::cudnn::result::CudnnError as Status;
use tensor::ShapeError;

/// Why there is no convolution by cuDNN.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CudnnError {
    /// The library is missing.
    #[error(
        "libcudnn was not found: install cuDNN 9 for CUDA 13 where the loader finds `libcudnn.so.9`"
    )]
    NoLibrary,
    /// The library is of another major version than 9.
    #[error(
        "libcudnn is of version {}: install cuDNN 9 for CUDA 13 where the loader finds it first",
        version_text(*found)
    )]
    Version {
        /// What the library says, such as 8907 or 91002.
        found: usize,
    },
    /// The shapes do not fit.
    #[error(transparent)]
    Shape(#[from] ShapeError),
    /// The padding differs from one side to the other.
    #[error(
        "cuDNN pads both sides of an axis alike: make the padding's `before` and `after` equal"
    )]
    Padding,
    /// There is no image.
    #[error("cuDNN takes one image at least")]
    NoImages,
    /// The library refused.
    #[error("cuDNN refused {what}: {status}")]
    Refused {
        /// What it was asked for.
        what: &'static str,
        /// The name of its status.
        status: String,
    },
}

impl CudnnError {
    /// To map a status of the library with, when it was asked for this.
    pub(super) fn refused(what: &'static str) -> impl Fn(Status) -> CudnnError {
        move |status| CudnnError::Refused { what, status: format!("{:?}", status.0) }
    }
}

/// Major, minor and patch level: up to version 8 the major one counts thousands, then tens of thousands.
pub(super) fn version_text(version: usize) -> String {
    let unit = if version < 10_000 { 1000 } else { 10_000 };
    format!("{}.{}.{}", version / unit, version % unit / 100, version % 100)
}
