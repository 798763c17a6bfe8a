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
    use cudarc::cublas::{CudaBlas, Gemm, StridedBatchedConfig};
    use cudarc::driver::{CudaView, CudaViewMut, DeviceRepr, ValidAsZeroBits};

    /// An element type that can be stored on the GPU.
    pub trait Element: DeviceRepr + ValidAsZeroBits + Sized {
        /// The type's name in CUDA C++.
        const CUDA_NAME: &'static str;

        /// cuBLAS's matrix products for this type.
        ///
        /// # Errors
        /// What cuBLAS reports.
        ///
        /// # Safety
        /// The matrices must hold what `config` says they do.
        unsafe fn gemm(
            blas: &CudaBlas,
            config: StridedBatchedConfig<Self>,
            a: &CudaView<'_, Self>,
            b: &CudaView<'_, Self>,
            y: &mut CudaViewMut<'_, Self>,
        ) -> Result<(), CublasError>;
    }

    macro_rules! element {
        ($element:ty, $name:literal) => {
            impl Element for $element {
                const CUDA_NAME: &'static str = $name;

                unsafe fn gemm(
                    blas: &CudaBlas,
                    config: StridedBatchedConfig<$element>,
                    a: &CudaView<'_, $element>,
                    b: &CudaView<'_, $element>,
                    y: &mut CudaViewMut<'_, $element>,
                ) -> Result<(), CublasError> {
                    // SAFETY: passed on to the caller.
                    unsafe { Gemm::gemm_strided_batched(blas, config, a, b, y) }
                }
            }
        };
    }
    element!(f32, "float");
    element!(f64, "double");
}
