//! One pretend GPU, and kernels on it.

use cudarc::driver::{
    CudaContext, CudaFunction, CudaStream, DriverError, LaunchConfig, PushKernelArg,
};
use cudarc::nvrtc::compile_ptx;
use std::sync::Arc;

/// A stream of the pretend GPU, on which this process may launch.
pub struct Gpu {
    pub stream: Arc<CudaStream>,
}

impl Gpu {
    /// The pretend GPU; `None`, said to the reader, if its libraries are not loaded.
    pub fn find() -> Option<Gpu> {
        // SAFETY: these only try to load the libraries.
        let present = unsafe {
            cudarc::driver::sys::is_culib_present() && cudarc::nvrtc::sys::is_culib_present()
        };
        let context = if present { CudaContext::new(0).ok() } else { None };
        let context = context.filter(|it| it.name().is_ok_and(|name| name == "pretend GPU"));
        if context.is_none() {
            println!("skipped: this is no pretend GPU; `cargo gradus gpu` makes one");
        }
        Some(Gpu { stream: context?.new_stream().expect("a stream can be made") })
    }

    /// The kernel `name` of this text.
    pub fn kernel(&self, text: &str, name: &str) -> CudaFunction {
        let ptx = compile_ptx(text).expect("the kernel compiles");
        let module = self.stream.context().load_module(ptx).expect("the module can be loaded");
        module.load_function(name).expect("the module has the kernel")
    }

    /// Runs `kernel(y, x)`: `x` has `len` elements, 0, 1, 2, …; `y` as many, which nobody wrote.
    pub fn run(&self, text: &str, shape: Shape) -> Result<Vec<f32>, DriverError> {
        let kernel = self.kernel(text, "k");
        let x: Vec<f32> = (0..shape.len).map(|i| i as f32).collect();
        let x = self.stream.clone_htod(&x)?;
        // SAFETY: the kernel is to write it.
        let mut y = unsafe { self.stream.alloc::<f32>(shape.len) }?;
        let config = LaunchConfig {
            grid_dim: (shape.blocks, 1, 1),
            block_dim: (shape.threads, 1, 1),
            shared_mem_bytes: shape.shared,
        };
        let mut launch = self.stream.launch_builder(&kernel);
        launch.arg(&mut y).arg(&x);
        // SAFETY: what the kernel does wrong is what is tested here, and it is caught.
        unsafe { launch.launch(config) }?;
        self.stream.clone_dtoh(&y)
    }
}

/// How a test's kernel is launched.
#[derive(Clone, Copy)]
pub struct Shape {
    pub blocks: u32,
    pub threads: u32,
    pub shared: u32,
    pub len: usize,
}

impl Default for Shape {
    fn default() -> Self {
        Shape { blocks: 1, threads: 64, shared: 0, len: 64 }
    }
}

/// A kernel `k(y, x)` with this body, in which `t` is the thread's index; one word a line.
pub fn kernel(body: &str) -> String {
    format!(
        "extern \"C\" __global__ void k(float* y, const float* x) {{ int t = threadIdx.x;\n{body}\n}}"
    )
}
