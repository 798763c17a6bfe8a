//! Which card this is, and which versions of which libraries were found.

use super::{Gpu, compile};
use cudarc::driver::sys;

impl Gpu {
    /// The card and the libraries in words: name, memory, compute capability, and the versions of the
    /// driver, of NVRTC and of cuBLAS.
    pub fn description(&self) -> String {
        let context = self.stream.context();
        let name = context.name().unwrap_or_else(|_| "GPU without a name".into());
        let gigabytes = context.total_mem().unwrap_or(0) as f64 / f64::from(1 << 30);
        let (major, minor) = context.compute_capability().unwrap_or_default();
        let (nvrtc_major, nvrtc_minor) = compile::version();
        let driver = version_of(|version| {
            // SAFETY: it writes an integer.
            unsafe { sys::cuDriverGetVersion(version) }.result().is_ok()
        });
        let blas = cublas_version(self);
        format!(
            "{name}, {gigabytes:.0} GB, compute capability {major}.{minor}; driver for CUDA {}.{}, \
             NVRTC {nvrtc_major}.{nvrtc_minor}, cuBLAS {}.{}",
            driver / 1000,
            driver % 1000 / 10,
            blas / 10_000,
            blas % 10_000 / 100
        )
    }

    /// Whether this is the pretend GPU of `tests/pretend-gpu`, which runs kernels on the CPU and whose
    /// times say nothing.
    pub fn is_pretend(&self) -> bool {
        self.stream.context().name().is_ok_and(|name| name == "pretend GPU")
    }
}

/// What `get` writes, or 0.
fn version_of(get: impl FnOnce(&mut i32) -> bool) -> i32 {
    let mut version = 0;
    if get(&mut version) { version } else { 0 }
}

/// cuBLAS's version: 130100 is 13.1.
fn cublas_version(gpu: &Gpu) -> i32 {
    version_of(|version| {
        // SAFETY: the handle is there as long as the GPU; it writes an integer.
        unsafe { cudarc::cublas::sys::cublasGetVersion_v2(*gpu.blas.handle(), version) }
            .result()
            .is_ok()
    })
}
