//! Kernels: CUDA C++ text beside an operation, compiled by NVRTC when it is first launched, and kept on
//! disk.

use super::compile::Compiler;
use super::{Gpu, Launch, cache, expect_cuda};
use cudarc::driver::{CudaContext, CudaFunction, CudaModule};
use cudarc::nvrtc::Ptx;
use numeric::Float;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// What stands in front of every kernel's text.
const PRELUDE: &str = include_str!("prelude.cu");

/// The text of some kernels: that of a file, and macros that it uses.
#[derive(Clone, Copy, Debug)]
pub struct Text {
    /// A file's text.
    pub source: &'static str,
    /// Definitions in front of it, each `NAME value` or `NAME(parameters) value`.
    pub defines: [&'static str; 2],
}

impl From<&'static str> for Text {
    fn from(source: &'static str) -> Self {
        Text { source, defines: [""; 2] }
    }
}

/// The text given to NVRTC: that of the kernels, with `T` defined as the element type.
///
/// ```
/// let source = tensor::gpu::kernel_source::<f64>("__device__ T twice(T x) { return x + x; }");
/// assert!(source.starts_with("typedef double T;"));
/// ```
pub fn kernel_source<T: Float>(text: impl Into<Text>) -> String {
    let Text { source, defines } = text.into();
    let defined = defines.iter().filter(|define| !define.is_empty());
    let defines: String = defined.map(|define| format!("#define {define}\n")).collect();
    format!("typedef {} T;\n{PRELUDE}{defines}{source}", T::CUDA_NAME)
}

/// What names a kernel: where its texts are in the program, the element type, and its own name.
type Key = ([*const str; 3], &'static str, &'static str);

/// The kernels that have been launched.
pub(super) struct Kernels {
    /// The compiled texts.
    modules: Mutex<HashMap<String, Arc<CudaModule>>>,
    functions: Mutex<HashMap<Key, CudaFunction>>,
    compiler: Compiler,
}

// SAFETY: the pointers are of texts that live as long as the program; they are compared, not read.
unsafe impl Send for Kernels {}
// SAFETY: as above.
unsafe impl Sync for Kernels {}

impl Kernels {
    pub fn new(context: &Arc<CudaContext>) -> Result<Self, String> {
        let compiler = Compiler::new(context)?;
        Ok(Kernels { modules: Mutex::default(), functions: Mutex::default(), compiler })
    }
}

impl Gpu {
    /// The kernel `name` of this text, in which `T` is this element type, to be launched.
    ///
    /// # Panics
    /// If the text does not compile: a mistake in the program.
    #[track_caller]
    pub fn kernel<T: Float>(&self, text: impl Into<Text>, name: &'static str) -> Launch<'_> {
        let text = text.into();
        let [first, second] = text.defines;
        let key = ([text.source, first, second].map(std::ptr::from_ref), T::CUDA_NAME, name);
        let mut functions = self.kernels.functions.lock().unwrap_or_else(PoisonError::into_inner);
        let function = functions.entry(key).or_insert_with(|| {
            expect_cuda(name, self.module(kernel_source::<T>(text), name).load_function(name))
        });
        Launch::new(self, name, function.clone())
    }

    #[track_caller]
    fn module(&self, text: String, name: &str) -> Arc<CudaModule> {
        let mut modules = self.kernels.modules.lock().unwrap_or_else(PoisonError::into_inner);
        let (context, compiler) = (self.stream.context(), &self.kernels.compiler);
        let load = |code| context.load_module(Ptx::from_binary(code));
        let compile = |text: &String| {
            // A file that is damaged, or of another driver, is compiled anew.
            if let Some(Ok(module)) = cache::read(&compiler.name, text).map(load) {
                return module;
            }
            let code = compiler.compile(text).unwrap_or_else(|log| panic!("kernel {name}: {log}"));
            cache::write(&compiler.name, text, &code);
            expect_cuda(name, load(code))
        };
        modules.entry(text).or_insert_with_key(compile).clone()
    }
}
