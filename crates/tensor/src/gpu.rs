//! The GPU: one stream, cuBLAS, and kernels compiled once from the source beside each operation.

use crate::GpuError;
use cudarc::cublas::{CudaBlas, GemmConfig, sys::cublasOperation_t};
use cudarc::driver::{CudaContext, CudaFunction, CudaModule, CudaSlice, CudaStream};
use cudarc::nvrtc::compile_ptx;
use numeric::Float;
use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

/// One GPU, ready for work.
pub struct Gpu {
    /// The stream that all work on this GPU goes through, in order.
    pub stream: Arc<CudaStream>,
    blas: CudaBlas,
    /// The compiled sources, by the source's address in the program and the element type.
    modules: Mutex<HashMap<(usize, &'static str), Arc<CudaModule>>>,
}

impl fmt::Debug for Gpu {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Gpu {}", self.stream.context().ordinal())
    }
}

impl Gpu {
    pub(crate) fn new(ordinal: usize) -> Result<Arc<Gpu>, GpuError> {
        find_libraries(ordinal)?;
        let refused = |message: String| GpuError::Driver { ordinal, message };
        let context = CudaContext::new(ordinal).map_err(|e| refused(e.to_string()))?;
        let stream = context.default_stream();
        let blas = CudaBlas::new(stream.clone()).map_err(|e| refused(e.to_string()))?;
        Ok(Arc::new(Gpu { stream, blas, modules: Mutex::default() }))
    }

    /// The kernel `name` of the CUDA C++ source `source`, in which `T` is this element type;
    /// compiled by NVRTC on first use.
    ///
    /// # Panics
    /// If the source does not compile: a mistake in the program.
    #[track_caller]
    pub fn kernel<T: Float>(&self, source: &'static str, name: &'static str) -> CudaFunction {
        let mut modules = self.modules.lock().unwrap_or_else(PoisonError::into_inner);
        let compile = || {
            let source = kernel_source::<T>(source);
            let ptx =
                compile_ptx(source).unwrap_or_else(|error| panic!("kernel {name}: {error:?}"));
            expect_cuda(name, self.stream.context().load_module(ptx))
        };
        let key = (source.as_ptr() as usize, T::CUDA_NAME);
        expect_cuda(name, modules.entry(key).or_insert_with(compile).load_function(name))
    }

    /// The matrix product `y = a·b` of column-major matrices, `m × k` times `k × n`, by cuBLAS;
    /// `a` and `b` each as it is or transposed.
    ///
    /// # Panics
    /// If the lengths do not fit, or if cuBLAS reports a failure.
    #[track_caller]
    pub fn matmul<T: Float>(
        &self,
        [m, k, n]: [usize; 3],
        (a_form, a): (Transpose, &CudaSlice<T>),
        (b_form, b): (Transpose, &CudaSlice<T>),
        y: &mut CudaSlice<T>,
    ) {
        assert!(a.len() == m * k && b.len() == k * n && y.len() == m * n, "matmul: shapes");
        if m * n == 0 {
            return;
        }
        if k == 0 {
            return expect_cuda("matmul", self.stream.memset_zeros(y));
        }
        let rows = |form, rows, columns| if form == Transpose::No { rows } else { columns };
        let config = GemmConfig {
            transa: a_form.to_cublas(),
            transb: b_form.to_cublas(),
            m: to_i32(m),
            n: to_i32(n),
            k: to_i32(k),
            alpha: T::one(),
            lda: to_i32(rows(a_form, m, k)),
            ldb: to_i32(rows(b_form, k, n)),
            beta: T::zero(),
            ldc: to_i32(m),
        };
        // SAFETY: the lengths were checked against the shapes just above.
        expect_cuda("matmul", unsafe { T::gemm(&self.blas, config, a, b, y) });
    }

    #[track_caller]
    pub(crate) fn buffer<T: Float>(self: &Arc<Self>, len: usize) -> CudaBuffer<T> {
        assert!(len > 0, "GPU: a tensor without elements cannot be made there");
        CudaBuffer {
            slice: expect_cuda("allocation", self.stream.alloc_zeros(len)),
            gpu: self.clone(),
        }
    }

    #[track_caller]
    pub(crate) fn upload<T: Float>(self: &Arc<Self>, data: &[T]) -> CudaBuffer<T> {
        assert!(!data.is_empty(), "GPU: a tensor without elements cannot be taken there");
        CudaBuffer { slice: expect_cuda("upload", self.stream.clone_htod(data)), gpu: self.clone() }
    }
}

/// Whether a matrix takes part in a product as stored or transposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transpose {
    /// As stored.
    No,
    /// Transposed.
    Yes,
}

impl Transpose {
    fn to_cublas(self) -> cublasOperation_t {
        match self {
            Transpose::No => cublasOperation_t::CUBLAS_OP_N,
            Transpose::Yes => cublasOperation_t::CUBLAS_OP_T,
        }
    }
}

/// The source given to NVRTC: the operation's own, with `T` defined.
///
/// ```
/// let source = tensor::gpu::kernel_source::<f64>("__device__ T twice(T x) { return x + x; }");
/// assert!(source.starts_with("typedef double T;"));
/// ```
pub fn kernel_source<T: Float>(source: &str) -> String {
    format!("typedef {} T;\n{source}", T::CUDA_NAME)
}

/// A block of elements on a GPU.
pub(crate) struct CudaBuffer<T> {
    pub(crate) slice: CudaSlice<T>,
    pub(crate) gpu: Arc<Gpu>,
}

impl<T: Float> CudaBuffer<T> {
    pub(crate) fn download(&self) -> Vec<T> {
        expect_cuda("download", self.gpu.stream.clone_dtoh(&self.slice))
    }
}

impl<T: Float> Clone for CudaBuffer<T> {
    fn clone(&self) -> Self {
        let slice = expect_cuda("copy", self.gpu.stream.clone_dtod(&self.slice));
        CudaBuffer { slice, gpu: self.gpu.clone() }
    }
}

/// A count as cuBLAS and kernels take it.
///
/// ```
/// assert_eq!(tensor::gpu::to_i32(784), 784);
/// ```
///
/// # Panics
/// If it needs more than 31 bits.
#[track_caller]
pub fn to_i32(n: usize) -> i32 {
    i32::try_from(n).unwrap_or_else(|_| panic!("GPU: {n} is too large for one launch"))
}

/// The result of work on the GPU. Where that fails (no memory left, the GPU gone) arithmetic has
/// no way to go on: it panics with the driver's message.
///
/// ```
/// assert_eq!(tensor::gpu::expect_cuda("count", Ok::<i32, String>(3)), 3);
/// ```
///
/// # Panics
/// If the result is an error.
#[track_caller]
pub fn expect_cuda<R, E: fmt::Display>(what: &str, result: Result<R, E>) -> R {
    result.unwrap_or_else(|error| panic!("GPU: {what}: {error}"))
}

/// cudarc panics when a library is missing: look first.
fn find_libraries(ordinal: usize) -> Result<(), GpuError> {
    let toolkit =
        "install the CUDA toolkit 13, or its run-time libraries, where the loader finds them";
    // SAFETY: these only try to load the library.
    let libraries = unsafe {
        [
            (cudarc::driver::sys::is_culib_present(), "libcuda", "install NVIDIA's driver"),
            (cudarc::nvrtc::sys::is_culib_present(), "libnvrtc", toolkit),
            (cudarc::cublas::sys::is_culib_present(), "libcublas", toolkit),
        ]
    };
    match libraries.into_iter().find(|(present, ..)| !present) {
        Some((_, library, remedy)) => Err(GpuError::NoLibrary { ordinal, library, remedy }),
        None => Ok(()),
    }
}
