//! What the GPU asks of a number, hidden behind [`Float`](crate::Float).

/// What a number must be to live on the GPU: without the feature `cuda`, nothing.
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

    /// What a number must be to live on the GPU.
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
        ($number:ty, $name:literal) => {
            impl Element for $number {
                const CUDA_NAME: &'static str = $name;

                unsafe fn gemm(
                    blas: &CudaBlas,
                    config: GemmConfig<$number>,
                    a: &CudaSlice<$number>,
                    b: &CudaSlice<$number>,
                    y: &mut CudaSlice<$number>,
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
