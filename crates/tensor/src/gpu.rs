//! The GPU: one stream, cuBLAS, and kernels compiled once from the text beside each operation.

use crate::GpuError;
use cudarc::cublas::{CudaBlas, GemmConfig, sys::cublasOperation_t};
use cudarc::driver::{CudaContext, CudaFunction, CudaSlice, CudaStream};
use cudarc::nvrtc::compile_ptx;
use numeric::Float;
use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

/// One GPU, ready for work.
pub struct Gpu {
    /// The queue that all work on this GPU goes through, in order.
    pub stream: Arc<CudaStream>,
    blas: CudaBlas,
    kernels: Mutex<HashMap<(&'static str, &'static str), CudaFunction>>,
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
        Ok(Arc::new(Gpu { stream, blas, kernels: Mutex::default() }))
    }

    /// The kernel `name` of the CUDA C++ text `source`, in which `T` is this type of number;
    /// compiled by NVRTC the first time it is asked for.
    ///
    /// # Panics
    /// If the text does not compile: a mistake in the program.
    #[track_caller]
    pub fn kernel<T: Float>(&self, source: &'static str, name: &'static str) -> CudaFunction {
        let mut kernels = self.kernels.lock().unwrap_or_else(PoisonError::into_inner);
        let compile = || {
            let text = kernel_text::<T>(source);
            let ptx = compile_ptx(text).unwrap_or_else(|error| panic!("kernel {name}: {error:?}"));
            let module = self.stream.context().load_module(ptx);
            work(name, module.and_then(|module| module.load_function(name)))
        };
        kernels.entry((name, T::CUDA_NAME)).or_insert_with(compile).clone()
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
        (a_form, a): (Operation, &CudaSlice<T>),
        (b_form, b): (Operation, &CudaSlice<T>),
        y: &mut CudaSlice<T>,
    ) {
        assert!(a.len() == m * k && b.len() == k * n && y.len() == m * n, "matmul: shapes");
        let rows = |form, rows, columns| if form == Operation::AsIs { rows } else { columns };
        let config = GemmConfig {
            transa: a_form.to_cublas(),
            transb: b_form.to_cublas(),
            m: m as i32,
            n: n as i32,
            k: k as i32,
            alpha: T::one(),
            lda: rows(a_form, m, k) as i32,
            ldb: rows(b_form, k, n) as i32,
            beta: T::zero(),
            ldc: m as i32,
        };
        // SAFETY: the lengths were checked against the shapes just above.
        work("matmul", unsafe { T::gemm(&self.blas, config, a, b, y) });
    }

    pub(crate) fn buffer<T: Float>(self: &Arc<Self>, len: usize) -> CudaBuffer<T> {
        CudaBuffer { slice: work("allocation", self.stream.alloc_zeros(len)), gpu: self.clone() }
    }

    pub(crate) fn upload<T: Float>(self: &Arc<Self>, numbers: &[T]) -> CudaBuffer<T> {
        CudaBuffer { slice: work("upload", self.stream.clone_htod(numbers)), gpu: self.clone() }
    }
}

/// How a matrix in memory takes part in a product.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// As it lies.
    AsIs,
    /// Rows for columns.
    Transposed,
}

impl Operation {
    fn to_cublas(self) -> cublasOperation_t {
        match self {
            Operation::AsIs => cublasOperation_t::CUBLAS_OP_N,
            Operation::Transposed => cublasOperation_t::CUBLAS_OP_T,
        }
    }
}

/// The text given to NVRTC: the operation's own, with `T` defined.
pub fn kernel_text<T: Float>(source: &str) -> String {
    format!("typedef {} T;\n{source}", T::CUDA_NAME)
}

/// A block of numbers on a GPU.
pub(crate) struct CudaBuffer<T> {
    pub(crate) slice: CudaSlice<T>,
    pub(crate) gpu: Arc<Gpu>,
}

impl<T: Float> CudaBuffer<T> {
    pub(crate) fn download(&self) -> Vec<T> {
        work("download", self.gpu.stream.clone_dtoh(&self.slice))
    }
}

impl<T: Float> Clone for CudaBuffer<T> {
    fn clone(&self) -> Self {
        let slice = work("copy", self.gpu.stream.clone_dtod(&self.slice));
        CudaBuffer { slice, gpu: self.gpu.clone() }
    }
}

/// The result of work on the GPU. Where that fails (no memory left, the GPU gone) arithmetic has
/// no way to go on: it stops with the driver's words.
#[track_caller]
pub fn work<R, E: fmt::Display>(what: &str, result: Result<R, E>) -> R {
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
