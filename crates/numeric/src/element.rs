//! What the GPU asks of an element type, hidden behind [`Float`](crate::Float).

/// An element type that can be stored on the GPU: without the feature `cuda`, any type.
#[cfg(not(feature = "cuda"))]
pub trait Element {}
#[cfg(not(feature = "cuda"))]
impl<T> Element for T {}

#[cfg(feature = "cuda")]
pub use cuda::Element;

#[cfg(feature = "cuda")]
mod cuda {
    use cudarc::cublas::sys::cudaDataType;
    use cudarc::driver::{DeviceRepr, ValidAsZeroBits};

    /// An element type that can be stored on the GPU.
    pub trait Element: DeviceRepr + ValidAsZeroBits + Sized {
        /// The type's name in CUDA C++.
        const CUDA_NAME: &'static str;

        /// The type's name in cuBLAS.
        const CUBLAS_TYPE: cudaDataType;
    }

    impl Element for f32 {
        const CUDA_NAME: &'static str = "float";
        const CUBLAS_TYPE: cudaDataType = cudaDataType::CUDA_R_32F;
    }

    impl Element for f64 {
        const CUDA_NAME: &'static str = "double";
        const CUBLAS_TYPE: cudaDataType = cudaDataType::CUDA_R_64F;
    }
}
