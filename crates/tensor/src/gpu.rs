//! The GPU: one stream, cuBLAS, a pool of buffers, and kernels compiled once from the source beside
//! each operation.
//!
//! An operation with a CUDA arm asks its input's [`Device`](crate::Device) for the [`Gpu`], makes its
//! output by [`Tensor::new_empty`], and either calls a function of this module (products, element-wise
//! functions, reductions) or launches a kernel of its own:
//!
//! ```ignore
//! // SAFETY: the arguments are those of `add_bias`, whose every index stays below `y.len()`.
//! unsafe { gpu.kernel::<T>(KERNEL, "add_bias").output(&mut y).input(&b).int(n).int(len).over(len) }
//! ```

mod arena;
mod blas;
mod buffer;
mod cache;
mod compile;
mod current;
mod description;
mod download;
mod external;
mod kernel;
mod launch;
mod libraries;
mod operation;
mod pointwise;
mod pool;
mod reduce;
mod staging;
mod step;
mod step_graph;
mod strided;
mod submit;
mod table;

pub use blas::{Product, Transpose};
pub use buffer::{GpuIndices, GpuWords};
pub use compile::{Compiled, compile};
pub use kernel::{Text, kernel_source};
pub use launch::Launch;
pub use pointwise::pointwise;
pub use table::{Row, Table};

pub(crate) use buffer::CudaBuffer;
pub(crate) use download::GpuDownload;
pub(crate) use pointwise::fill;
pub(crate) use reduce::reduce;
pub(crate) use step_graph::GraphOnGpu;
pub(crate) use strided::{gather, scatter};

use crate::GpuError;
use cudarc::cublas::{CudaBlas, sys::cublasSetWorkspace_v2};
use cudarc::driver::{CudaContext, CudaSlice, CudaStream, DevicePtr};
use download::PinnedPool;
use kernel::Kernels;
use pool::Pool;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::AtomicU8;
use submit::Submissions;
use table::Tables;

/// One GPU, ready for work.
pub struct Gpu {
    /// The stream that all work on this GPU goes through, in order.
    stream: Arc<CudaStream>,
    blas: CudaBlas,
    /// What cuBLAS computes in. A field after `blas`, since it is used as long as that is there.
    _workspace: CudaSlice<u8>,
    matmul_precision: AtomicU8,
    kernels: Kernels,
    pool: Pool,
    pinned: PinnedPool,
    tables: Tables,
    submissions: Submissions,
}

impl fmt::Debug for Gpu {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Gpu {}", self.stream.context().ordinal())
    }
}

/// As [`Device`](crate::Device) shows it.
impl fmt::Display for Gpu {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cuda:{}", self.stream.context().ordinal())
    }
}

impl Gpu {
    pub(crate) fn new(ordinal: usize) -> Result<Arc<Gpu>, GpuError> {
        libraries::find(ordinal)?;
        let refused = |message: String| GpuError::Driver { ordinal, message };
        let count = CudaContext::device_count().map_err(|e| refused(e.to_string()))?;
        if ordinal >= count as usize {
            return Err(GpuError::NoSuchGpu { ordinal, count: count as usize });
        }
        let context = CudaContext::new(ordinal).map_err(|e| refused(e.to_string()))?;
        // SAFETY: a buffer is used by one stream, but for those of a step's uploads, which have events of their
        // own.
        unsafe { context.disable_event_tracking() };
        // A stream of its own: the default one cannot be captured into a graph.
        let stream = context.new_stream().map_err(|e| refused(e.to_string()))?;
        let blas = CudaBlas::new(stream.clone()).map_err(|e| refused(e.to_string()))?;
        let workspace = give_workspace(&blas, &stream).map_err(refused)?;
        let kernels = Kernels::new(&context).map_err(|e| refused(e.to_string()))?;
        Ok(Arc::new(Gpu {
            stream,
            blas,
            _workspace: workspace,
            matmul_precision: AtomicU8::new(0),
            kernels,
            pool: Pool::default(),
            pinned: PinnedPool::default(),
            tables: Tables::default(),
            submissions: Submissions::default(),
        }))
    }
}

/// Gives cuBLAS the workspace that NVIDIA recommends for the card. Without one of its own, a product in a graph
/// would allocate each time that the graph runs, and might be computed in another way than outside.
fn give_workspace(blas: &CudaBlas, stream: &Arc<CudaStream>) -> Result<CudaSlice<u8>, String> {
    let (major, _) = stream.context().compute_capability().map_err(|e| e.to_string())?;
    let len = if major >= 9 { 32 << 20 } else { 4 << 20 };
    // SAFETY: nobody reads it but cuBLAS, which has written it before.
    let workspace = unsafe { stream.alloc(len) }.map_err(|e| e.to_string())?;
    let address = workspace.device_ptr(stream).0 as *mut _;
    // SAFETY: the handle is there, and the memory is as long.
    let set = unsafe { cublasSetWorkspace_v2(*blas.handle(), address, len) };
    set.result().map_err(|e| e.to_string())?;
    Ok(workspace)
}

/// The maximum count in a launch. A thread's index goes on in strides, of 65,536 at most, until it is no
/// longer below a count: it must still be an `int` then.
const MAX_COUNT: usize = (i32::MAX - (1 << 16)) as usize;

/// A count as cuBLAS and kernels take it.
///
/// ```
/// assert_eq!(tensor::gpu::to_i32(784), 784);
/// ```
///
/// # Panics
/// If it is above 2³¹ − 2¹⁶ − 1.
#[track_caller]
pub fn to_i32(n: usize) -> i32 {
    assert!(n <= MAX_COUNT, "GPU: {n} is too large for one launch: take smaller batches");
    n as i32
}

/// The result of work on the GPU. Where that fails (the GPU gone) arithmetic has no way to go on: it
/// panics with the driver's message.
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
