//! Devices: where tensors are, and where operations run.

use crate::MatmulPrecision;
#[cfg(feature = "cuda")]
use crate::gpu::Gpu;
use std::fmt;
#[cfg(feature = "cuda")]
use std::sync::Arc;

/// The device that holds a tensor's elements. An operation runs where its inputs are, and its output
/// is on the same device.
#[derive(Clone, Debug, Default)]
pub enum Device {
    /// The CPU and its memory.
    #[default]
    Cpu,
    /// An NVIDIA GPU.
    #[cfg(feature = "cuda")]
    Cuda(Arc<Gpu>),
}

impl Device {
    /// The GPU of this ordinal, counted from 0. Each call makes a handle with a stream and a memory pool of its
    /// own: call it once, and clone what it returns. Tensors of two handles do not meet in an operation.
    ///
    /// ```
    /// use tensor::{Device, Tensor};
    ///
    /// let device = Device::cuda(0).unwrap_or_default();             // the CPU where there is none
    /// let x = Tensor::full([2], 1.5).to(&device);
    /// assert_eq!(x.to(&Device::Cpu).as_slice(), [1.5, 1.5]);
    /// ```
    ///
    /// # Errors
    /// [`GpuError`] says what is missing and what to do.
    pub fn cuda(ordinal: usize) -> Result<Device, GpuError> {
        #[cfg(feature = "cuda")]
        return Gpu::new(ordinal).map(Device::Cuda);
        #[cfg(not(feature = "cuda"))]
        Err(GpuError::NotBuiltIn { ordinal })
    }

    /// Sets how precisely this device multiplies matrices of `f32`: PyTorch's
    /// `torch.set_float32_matmul_precision`. The CPU always takes [`Highest`](MatmulPrecision::Highest).
    ///
    /// ```
    /// use tensor::{Device, MatmulPrecision};
    ///
    /// Device::cuda(0).unwrap_or_default().set_matmul_precision(MatmulPrecision::High);
    /// ```
    #[cfg_attr(not(feature = "cuda"), expect(unused_variables, reason = "only a GPU heeds it"))]
    pub fn set_matmul_precision(&self, precision: MatmulPrecision) {
        match self {
            Device::Cpu => {}
            #[cfg(feature = "cuda")]
            Device::Cuda(gpu) => gpu.set_matmul_precision(precision),
        }
    }

    /// How precisely this device multiplies matrices of `f32`.
    ///
    /// ```
    /// use tensor::{Device, MatmulPrecision};
    ///
    /// assert_eq!(Device::Cpu.matmul_precision(), MatmulPrecision::Highest);
    /// ```
    pub fn matmul_precision(&self) -> MatmulPrecision {
        match self {
            Device::Cpu => MatmulPrecision::Highest,
            #[cfg(feature = "cuda")]
            Device::Cuda(gpu) => gpu.matmul_precision(),
        }
    }

    /// Every available device: the CPU, and GPU 0 if it can be used.
    ///
    /// ```
    /// use tensor::Device;
    ///
    /// assert!(matches!(Device::all()[0], Device::Cpu));
    /// ```
    ///
    /// # Panics
    /// If the environment variable `GRADUS_REQUIRE_GPU` is set and GPU 0 cannot be used.
    pub fn all() -> Vec<Device> {
        match Device::cuda(0) {
            Ok(gpu) => vec![Device::Cpu, gpu],
            Err(error) if std::env::var_os("GRADUS_REQUIRE_GPU").is_some() => {
                panic!("GRADUS_REQUIRE_GPU is set, but there is no GPU to use: {error}")
            }
            Err(_) => vec![Device::Cpu],
        }
    }
}

/// As the option `--device` and PyTorch name it: `cpu`, `cuda:0`.
impl fmt::Display for Device {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Device::Cpu => f.write_str("cpu"),
            #[cfg(feature = "cuda")]
            Device::Cuda(gpu) => gpu.fmt(f),
        }
    }
}

/// Why a GPU cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GpuError {
    /// The program was built without GPU support.
    #[error("GPU {ordinal}: this program was built without GPU support: add `--features cuda`")]
    NotBuiltIn {
        /// The GPU asked for.
        ordinal: usize,
    },
    /// A library is missing.
    #[error("GPU {ordinal}: {library} was not found: {remedy}")]
    NoLibrary {
        /// The GPU asked for.
        ordinal: usize,
        /// The library.
        library: &'static str,
        /// What to do.
        remedy: &'static str,
    },
    /// There is no GPU of this ordinal.
    #[error(
        "GPU {ordinal}: the number of GPUs is {count}, and the first is GPU 0: see `nvidia-smi`"
    )]
    NoSuchGpu {
        /// The GPU asked for.
        ordinal: usize,
        /// How many there are.
        count: usize,
    },
    /// The driver refused.
    #[error("GPU {ordinal}: {message}: see which GPUs `nvidia-smi` lists")]
    Driver {
        /// The GPU asked for.
        ordinal: usize,
        /// What the driver said.
        message: String,
    },
}
