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
    use cudarc::cublas::result::CublasError;
    use cudarc::cublas::{CudaBlas, Gemm, GemmConfig};
    use cudarc::driver::{CudaSlice, DeviceRepr, ValidAsZeroBits};

    /// An element type that can be stored on the GPU.
    pub trait Element: DeviceRepr + ValidAsZeroBits + Sized {
        /// The type's name in CUDA C++.
        const CUDA_NAME: &'static str;

        /// cuBLAS's matrix product for this type.
        ///
        /// # Errors
        /// What cuBLAS reports.
        ///
        /// # Safety
        /// The matrices must hold what `config` says they do.
        unsafe fn gemm(
            blas: &CudaBlas,
            config: GemmConfig<Self>,
            a: &CudaSlice<Self>,
            b: &CudaSlice<Self>,
            y: &mut CudaSlice<Self>,
        ) -> Result<(), CublasError>;
    }

    macro_rules! element {
        ($element:ty, $name:literal) => {
            impl Element for $element {
                const CUDA_NAME: &'static str = $name;

                unsafe fn gemm(
                    blas: &CudaBlas,
                    config: GemmConfig<$element>,
                    a: &CudaSlice<$element>,
                    b: &CudaSlice<$element>,
                    y: &mut CudaSlice<$element>,
                ) -> Result<(), CublasError> {
                    // SAFETY: passed on to the caller.
                    unsafe { Gemm::gemm(blas, config, a, b, y) }
                }
            }
        };
    }
    element!(f32, "float");
    element!(f64, "double");
}
