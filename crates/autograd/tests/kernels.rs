//! Every CUDA kernel compiles, for both element types. That needs NVRTC, but no GPU:
//! `pip install nvidia-cuda-nvrtc`, and its `lib` folder in `LD_LIBRARY_PATH`.

#![cfg(feature = "cuda")]

use cudarc::nvrtc::compile_ptx;
use tensor::gpu::kernel_source;

#[test]
fn kernels_compile() {
    // SAFETY: this only tries to load the library.
    if !unsafe { cudarc::nvrtc::sys::is_culib_present() } {
        assert!(std::env::var_os("GRADUS_REQUIRE_NVRTC").is_none(), "NVRTC was not found");
        println!("skipped: NVRTC was not found");
        return;
    }
    for (file, source) in autograd::KERNELS {
        for text in [kernel_source::<f32>(source), kernel_source::<f64>(source)] {
            if let Err(error) = compile_ptx(text) {
                panic!("{file}: {error:?}");
            }
        }
        let broken = kernel_source::<f32>(&source.replacen("T* ", "U* ", 1));
        assert!(compile_ptx(broken).is_err(), "{file}: an unknown type must not compile");
    }
}
