//! The driver: limits of a launch, freed memory, errors on demand.

use crate::child;
use crate::gpu::{Gpu, Shape, kernel};
use cudarc::driver::sys::{CUfunction_attribute, cudaError_enum as Code};
use cudarc::driver::{CudaContext, LaunchConfig, PushKernelArg};

const COPY: &str = "if (t < 64) y[t] = x[t];";

#[test]
fn a_launch_beyond_the_limits_is_refused() {
    let Some(gpu) = Gpu::find() else { return };
    let run = |shape| gpu.run(&kernel(COPY), shape).map_err(|error| error.0);
    let usual = Shape::default();
    let refused = Err(Code::CUDA_ERROR_INVALID_VALUE);
    assert_eq!(run(Shape { blocks: 0, ..usual }), refused);
    assert_eq!(run(Shape { threads: 1025, ..usual }), refused);
    assert_eq!(run(Shape { shared: 48 * 1024 + 1, ..usual }), refused);
    let right = "if (blockIdx.x == 0 && t < 64) y[t] = x[t];";
    let most = Shape { blocks: 70_000, threads: 64, ..usual };
    assert_eq!(gpu.run(&kernel(right), most).expect("the grid's x is large").len(), 64);
    assert_eq!(run(Shape { threads: 1024, shared: 48 * 1024, ..usual }).expect("fits").len(), 64);
    for grid_dim in [(1, 65_536, 1), (1, 1, 65_536)] {
        let config = LaunchConfig { grid_dim, block_dim: (32, 1, 1), shared_mem_bytes: 0 };
        let empty = gpu.kernel("extern \"C\" __global__ void k() {}", "k");
        // SAFETY: the kernel does nothing.
        let error = unsafe { gpu.stream.launch_builder(&empty).launch(config) };
        assert_eq!(error.expect_err("the grid is too large").0, Code::CUDA_ERROR_INVALID_VALUE);
    }
}

#[test]
fn a_block_larger_than_the_launch_bounds_is_refused() {
    let Some(gpu) = Gpu::find() else { return };
    let text = "extern \"C\" __global__ void __launch_bounds__(32) k(float* y, const float* x) {}";
    let error = gpu.run(text, Shape::default()).expect_err("64 threads are too many");
    assert_eq!(error.0, Code::CUDA_ERROR_INVALID_VALUE);
}

#[test]
fn more_shared_memory_is_there_for_a_function_that_asks() {
    let Some(gpu) = Gpu::find() else { return };
    let text =
        "extern \"C\" __global__ void k() { extern __shared__ double s[]; s[threadIdx.x] = 1; }";
    let function = gpu.kernel(text, "k");
    let attribute = CUfunction_attribute::CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES;
    function.set_attribute(attribute, 227 * 1024).expect("227 KB are there");
    let config =
        LaunchConfig { grid_dim: (2, 1, 1), block_dim: (64, 1, 1), shared_mem_bytes: 227 * 1024 };
    // SAFETY: the kernel writes 512 bytes of its shared memory.
    unsafe { gpu.stream.launch_builder(&function).launch(config) }.expect("it fits");
    let error = function.set_attribute(attribute, 227 * 1024 + 1).expect_err("a byte more");
    assert_eq!(error.0, Code::CUDA_ERROR_INVALID_VALUE);
}

#[test]
fn use_after_free_is_caught() {
    let report = ["illegal read of 4 bytes", "which was freed", "ILLEGAL_ADDRESS"];
    child::check("driver::use_after_free_is_caught", &[], &report, || {
        let Some(gpu) = Gpu::find() else { return String::new() };
        let freed = gpu.stream.clone_htod(&[1.0f32; 64]).expect("there is memory");
        let address = cudarc::driver::DevicePtr::device_ptr(&freed, &gpu.stream).0;
        drop(freed);
        let mut y = gpu.stream.alloc_zeros::<f32>(64).expect("there is memory");
        let function = gpu.kernel(&kernel(COPY), "k");
        let mut launch = gpu.stream.launch_builder(&function);
        launch.arg(&mut y).arg(&address);
        let config =
            LaunchConfig { grid_dim: (1, 1, 1), block_dim: (64, 1, 1), shared_mem_bytes: 0 };
        // SAFETY: it reads freed memory, which is caught.
        let ended = unsafe { launch.launch(config) }.map(|_| ());
        format!("{ended:?}")
    });
}

#[test]
fn a_fault_ends_the_use_of_the_gpu() {
    let report = ["after the fault: Err(DriverError(CUDA_ERROR_ILLEGAL_ADDRESS"];
    child::check("driver::a_fault_ends_the_use_of_the_gpu", &[], &report, || {
        let Some(gpu) = Gpu::find() else { return String::new() };
        let first = gpu.run(&kernel("y[t + 1000] = 1;"), Shape::default());
        first.expect_err("out of range");
        let after = gpu.stream.clone_htod(&[1.0f32]).map(|_| ());
        format!("after the fault: {after:?}")
    });
}

#[test]
fn memory_ends_where_it_is_asked_to() {
    let variables = [("PRETEND_GPU_MEMORY", "100000")];
    let report = ["Err(DriverError(CUDA_ERROR_OUT_OF_MEMORY", "free 100000 of 100000"];
    child::check("driver::memory_ends_where_it_is_asked_to", &variables, &report, || {
        let Some(gpu) = Gpu::find() else { return String::new() };
        let (free, total) = gpu.stream.context().mem_get_info().expect("it says");
        let all = gpu.stream.alloc_zeros::<u8>(100_001).map(|_| ());
        format!("{all:?}, free {free} of {total}")
    });
}

#[test]
fn a_machine_without_a_device_says_so() {
    let report = ["Err(DriverError(CUDA_ERROR_NO_DEVICE"];
    let variables = [("PRETEND_GPU_DEVICES", "0")];
    child::check("driver::a_machine_without_a_device_says_so", &variables, &report, || {
        format!("{:?}", CudaContext::new(0).map(|_| ()))
    });
}

#[test]
fn an_old_driver_refuses_new_code() {
    let report = ["CUDA_ERROR_UNSUPPORTED_PTX_VERSION"];
    let variables = [("PRETEND_GPU_DRIVER", "11040")];
    child::check("driver::an_old_driver_refuses_new_code", &variables, &report, || {
        let Some(gpu) = Gpu::find() else { return String::new() };
        let ptx = cudarc::nvrtc::compile_ptx(kernel(COPY)).expect("it compiles");
        format!("{:?}", gpu.stream.context().load_module(ptx).map(|_| ()))
    });
}

#[test]
fn a_launch_fails_on_demand() {
    let report = ["CUDA_ERROR_LAUNCH_OUT_OF_RESOURCES"];
    let variables = [("PRETEND_GPU_FAIL_LAUNCH", "k")];
    child::check("driver::a_launch_fails_on_demand", &variables, &report, || {
        let Some(gpu) = Gpu::find() else { return String::new() };
        format!("{:?}", gpu.run(&kernel(COPY), Shape::default()))
    });
}

/// Without the checks that the compiler announces, the guard page and the canaries are left.
#[test]
fn guard_pages_catch_what_is_not_checked() {
    let variables = [("PRETEND_GPU_CHECKS", "0")];
    let report = ["0 bytes past the end of buffer", "ILLEGAL_ADDRESS"];
    child::check("driver::guard_pages_catch_what_is_not_checked", &variables, &report, || {
        let Some(gpu) = Gpu::find() else { return String::new() };
        format!("{:?}", gpu.run(&kernel("y[t + 1] = x[t];"), Shape::default()))
    });
}

#[test]
fn the_device_says_what_it_is() {
    let Some(gpu) = Gpu::find() else { return };
    let context = gpu.stream.context();
    assert_eq!(context.compute_capability().expect("it has one"), (9, 0));
    assert!(context.has_async_alloc());
    assert_eq!(CudaContext::device_count().expect("it counts"), 1);
    let error = CudaContext::new(1).expect_err("there is one device");
    assert_eq!(error.0, Code::CUDA_ERROR_INVALID_DEVICE);
}
