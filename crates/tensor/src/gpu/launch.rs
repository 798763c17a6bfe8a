//! A launch: a kernel, its arguments, its threads.

use super::operation::Operation;
use super::{Gpu, GpuIndices, GpuWords, to_i32};
use crate::Tensor;
use cudarc::driver::{CudaFunction, CudaStream, DevicePtr, DevicePtrMut, result};
use numeric::Float;
use std::ffi::c_void;
use std::sync::Arc;

/// The threads of a block, where the kernel does not ask for a number.
const BLOCK: usize = 256;

/// A kernel with its arguments, in the order of its parameters.
#[must_use = "a kernel runs when it is launched"]
pub struct Launch<'a> {
    gpu: &'a Gpu,
    name: &'static str,
    function: CudaFunction,
    /// The arguments' bytes, each from a multiple of eight on.
    values: Vec<u64>,
    starts: Vec<usize>,
    shared_bytes: u32,
}

impl<'a> Launch<'a> {
    pub(super) fn new(gpu: &'a Gpu, name: &'static str, function: CudaFunction) -> Self {
        let (values, starts) = (Vec::with_capacity(12), Vec::with_capacity(12));
        Launch { gpu, name, function, values, starts, shared_bytes: 0 }
    }

    /// A tensor that the kernel reads: `const T*`.
    ///
    /// # Panics
    /// If it is not on this GPU.
    #[track_caller]
    pub fn input<T: Float>(self, x: &'a Tensor<T>) -> Self {
        x.expect_on(self.gpu);
        let pointer = x.cuda().device_ptr(&self.gpu.stream).0;
        self.push(&[pointer])
    }

    /// A tensor that the kernel writes: `T*`.
    ///
    /// # Panics
    /// If it is not on this GPU.
    #[track_caller]
    pub fn output<T: Float>(self, y: &'a mut Tensor<T>) -> Self {
        y.expect_on(self.gpu);
        let pointer = y.cuda_mut().device_ptr_mut(&self.gpu.stream).0;
        self.push(&[pointer])
    }

    /// Indices that the kernel reads: `const int*`.
    pub fn indices(self, indices: &'a GpuIndices) -> Self {
        let pointer = indices.0.view().device_ptr(&self.gpu.stream).0;
        self.push(&[pointer])
    }

    /// Numbers that differ from step to step: `const unsigned long long*`.
    pub fn words(self, words: &'a GpuWords) -> Self {
        let pointer = words.0.view().device_ptr(&self.gpu.stream).0;
        self.push(&[pointer])
    }

    /// No tensor: a null pointer, for a parameter that the kernel may go without.
    pub fn none(self) -> Self {
        self.push(&[0])
    }

    /// A count or an index: `int`.
    ///
    /// # Panics
    /// If it needs more than 31 bits.
    #[track_caller]
    pub fn int(self, n: usize) -> Self {
        let n = to_i32(n);
        self.push(&[u64::from(n as u32)])
    }

    /// An element: `T`.
    pub fn scalar<T: Float>(self, x: T) -> Self {
        self.scalars([x])
    }

    /// Elements: a `struct` of as many `T`s.
    pub fn scalars<T: Float, const N: usize>(self, values: [T; N]) -> Self {
        // SAFETY: `T` is `f32` or `f64`: plain bytes.
        unsafe { self.push_bytes(&values) }
    }

    /// Sizes and strides: a `struct` of as many `int`s.
    ///
    /// # Panics
    /// If one needs more than 31 bits.
    #[track_caller]
    pub fn ints<const N: usize>(self, values: [isize; N]) -> Self {
        let values = values.map(|n| {
            i32::try_from(n).unwrap_or_else(|_| panic!("GPU: {n} is too large for one launch"))
        });
        // SAFETY: integers are plain bytes.
        unsafe { self.push_bytes(&values) }
    }

    /// A threshold of random words: `unsigned long long`.
    pub fn u64(self, n: u64) -> Self {
        self.push(&[n])
    }

    /// Bytes of shared memory, for a kernel with an `extern __shared__` array.
    pub fn shared(mut self, bytes: usize) -> Self {
        self.shared_bytes = to_i32(bytes) as u32;
        self
    }

    /// Launches at least this many threads, in blocks of 256; none for 0.
    ///
    /// # Safety
    /// The arguments must be those of the kernel's parameters, and no index that it makes of them and of
    /// its threads' numbers may leave a tensor.
    ///
    /// # Panics
    /// If the driver refuses, or if the threads are more than an `int` can number.
    #[track_caller]
    pub unsafe fn over(self, threads: usize) {
        to_i32(threads);
        // SAFETY: passed on to the caller.
        unsafe { self.blocks([threads.div_ceil(BLOCK), 1, 1], BLOCK) }
    }

    /// Launches a grid of blocks of `threads` threads each; nothing if one is 0.
    ///
    /// # Safety
    /// As [`over`](Self::over).
    ///
    /// # Panics
    /// If the driver refuses.
    #[track_caller]
    pub unsafe fn blocks(mut self, grid: [usize; 3], threads: usize) {
        if grid.contains(&0) || threads == 0 {
            return;
        }
        let [x, y, z] = grid.map(|n| to_i32(n) as u32);
        let (threads, shared) = (to_i32(threads) as u32, self.shared_bytes);
        let function = self.function.cu_function() as u64;
        self.values.extend([function, x.into(), y.into(), z.into(), threads.into(), shared.into()]);
        let Launch { gpu, name, function, values, starts, .. } = self;
        gpu.submit(Kernel { name, function, grid: (x, y, z), threads, shared, values, starts });
    }

    pub(super) fn stream(&self) -> &'a Arc<CudaStream> {
        &self.gpu.stream
    }

    pub(super) fn push(mut self, words: &[u64]) -> Self {
        self.starts.push(self.values.len());
        self.values.extend_from_slice(words);
        self
    }

    /// # Safety
    /// `V` must be plain bytes.
    unsafe fn push_bytes<V: Copy>(self, value: &V) -> Self {
        let mut words = vec![0u64; size_of::<V>().div_ceil(8)];
        // SAFETY: the words have room for a value of `V`.
        unsafe { words.as_mut_ptr().cast::<V>().write_unaligned(*value) };
        self.push(&words)
    }
}

/// A launch with all its arguments.
struct Kernel {
    name: &'static str,
    function: CudaFunction,
    grid: (u32, u32, u32),
    threads: u32,
    shared: u32,
    /// The arguments, and behind them what else determines the launch.
    values: Vec<u64>,
    starts: Vec<usize>,
}

impl Operation for Kernel {
    fn name(&self) -> &'static str {
        self.name
    }

    fn signature(&self) -> &[u64] {
        &self.values
    }

    fn enqueue(&self, gpu: &Gpu) -> Result<(), String> {
        let stream = &gpu.stream;
        stream.context().bind_to_thread().map_err(|error| error.to_string())?;
        let value = |start: &usize| self.values[*start..].as_ptr().cast_mut().cast();
        let mut pointers: Vec<*mut c_void> = self.starts.iter().map(value).collect();
        // SAFETY: the arguments are there until the driver has copied them; that they are the kernel's
        // own was promised where it was launched.
        let launched = unsafe {
            result::launch_kernel(
                self.function.cu_function(),
                self.grid,
                (self.threads, 1, 1),
                self.shared,
                stream.cu_stream(),
                &mut pointers,
            )
        };
        launched.map_err(|error| error.to_string())
    }
}
