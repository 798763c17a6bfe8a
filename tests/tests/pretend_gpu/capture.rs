//! Stream capture and graphs.

use crate::child;
use crate::gpu::{Gpu, kernel};
use cudarc::cublas::{CudaBlas, Gemm, GemmConfig, sys::cublasOperation_t::CUBLAS_OP_N};
use cudarc::driver::sys::{
    CUgraphInstantiate_flags, CUstreamCaptureMode, CUstreamCaptureStatus, cudaError_enum as Code,
};
use cudarc::driver::{CudaGraph, CudaSlice, DriverError, LaunchConfig, PushKernelArg};

const MODE: CUstreamCaptureMode = CUstreamCaptureMode::CU_STREAM_CAPTURE_MODE_THREAD_LOCAL;
const ONE_WARP: LaunchConfig =
    LaunchConfig { grid_dim: (1, 1, 1), block_dim: (32, 1, 1), shared_mem_bytes: 0 };

/// The pretend GPU, with one stream in use, so that its events take no part.
fn find() -> Option<Gpu> {
    let gpu = Gpu::find()?;
    // SAFETY: all work goes through one stream.
    unsafe { gpu.stream.context().disable_event_tracking() };
    Some(gpu)
}

fn end(gpu: &Gpu) -> Result<Option<CudaGraph>, DriverError> {
    gpu.stream.end_capture(CUgraphInstantiate_flags(0))
}

fn add(gpu: &Gpu, y: &mut CudaSlice<f32>, a: f32) {
    let text = "extern \"C\" __global__ void add(float* y, float a) { y[threadIdx.x] += a; }";
    let function = gpu.kernel(text, "add");
    let mut launch = gpu.stream.launch_builder(&function);
    launch.arg(y).arg(&a);
    // SAFETY: `y` has 32 elements.
    unsafe { launch.launch(ONE_WARP) }.expect("the launch is recorded");
}

#[test]
fn a_graph_does_what_was_recorded_each_time_it_is_launched() {
    let Some(gpu) = find() else { return };
    let mut y = gpu.stream.alloc_zeros::<f32>(32).expect("there is memory");
    let mut copy = gpu.stream.alloc_zeros::<f32>(32).expect("there is memory");
    // The module is loaded before: a capture would not allow it.
    add(&gpu, &mut y, 0.0);
    let text = "extern \"C\" __global__ void add(float* y, float a) { y[threadIdx.x] += a; }";
    let function = gpu.kernel(text, "add");
    gpu.stream.begin_capture(MODE).expect("it begins");
    let status = gpu.stream.capture_status().expect("it says");
    assert_eq!(status, CUstreamCaptureStatus::CU_STREAM_CAPTURE_STATUS_ACTIVE);
    for mut a in [1.0f32, 2.0] {
        let mut launch = gpu.stream.launch_builder(&function);
        launch.arg(&mut y).arg(&a);
        // SAFETY: `y` has 32 elements.
        unsafe { launch.launch(ONE_WARP) }.expect("the launch is recorded");
        // The argument was copied: what becomes of it now is no matter.
        a = f32::NAN;
        assert!(a.is_nan());
    }
    gpu.stream.memcpy_dtod(&y, &mut copy).expect("the copy is recorded");
    let graph = end(&gpu).expect("it ends").expect("there is a graph");
    assert_eq!(gpu.stream.clone_dtoh(&y).expect("a read"), [0.0; 32], "nothing has run yet");
    graph.upload().expect("it is uploaded");
    for launched in 1..=3 {
        graph.launch().expect("it runs");
        assert_eq!(gpu.stream.clone_dtoh(&copy).expect("a read"), [3.0 * launched as f32; 32]);
    }
}

#[test]
fn a_product_is_recorded_with_its_factors() {
    let Some(gpu) = find() else { return };
    let blas = CudaBlas::new(gpu.stream.clone()).expect("there is a matrix library");
    let a = gpu.stream.clone_htod(&[1.0f32, 2.0, 3.0, 4.0]).expect("there is memory");
    let mut y = gpu.stream.alloc_zeros::<f32>(4).expect("there is memory");
    gpu.stream.begin_capture(MODE).expect("it begins");
    let config = GemmConfig {
        transa: CUBLAS_OP_N,
        transb: CUBLAS_OP_N,
        m: 2,
        n: 2,
        k: 2,
        alpha: 1.0,
        lda: 2,
        ldb: 2,
        beta: 1.0,
        ldc: 2,
    };
    // SAFETY: the matrices are 2 × 2.
    unsafe { blas.gemm(config, &a, &a, &mut y) }.expect("it is recorded");
    let graph = end(&gpu).expect("it ends").expect("there is a graph");
    graph.launch().expect("it runs");
    graph.launch().expect("it runs");
    assert_eq!(gpu.stream.clone_dtoh(&y).expect("a read"), [14.0, 20.0, 30.0, 44.0]);
}

#[test]
fn what_a_capture_forbids_spoils_it() {
    let Some(gpu) = find() else { return };
    let y = gpu.stream.alloc_zeros::<f32>(4).expect("there is memory");
    let context = gpu.stream.context();
    type Call<'a> = &'a dyn Fn() -> Result<(), DriverError>;
    let calls: [(&str, Call); 4] = [
        ("synchronize", &|| gpu.stream.synchronize()),
        // SAFETY: nothing is there to be used.
        ("allocate", &|| unsafe { cudarc::driver::result::malloc_sync(4) }.map(|_| ())),
        ("read", &|| gpu.stream.clone_dtoh(&y).map(|_| ())),
        ("synchronize all", &|| context.synchronize()),
    ];
    for (name, call) in calls {
        gpu.stream.begin_capture(MODE).expect("it begins");
        let error = call().expect_err(name);
        assert_eq!(error.0, Code::CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED, "{name}");
        let error = end(&gpu).err().expect(name);
        assert_eq!(error.0, Code::CUDA_ERROR_STREAM_CAPTURE_INVALIDATED, "{name}");
        gpu.stream.synchronize().expect("the stream can be used again");
    }
}

#[test]
fn the_default_stream_cannot_be_captured() {
    let Some(gpu) = find() else { return };
    let error = gpu.stream.context().default_stream().begin_capture(MODE).expect_err("not that");
    assert_eq!(error.0, Code::CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED);
}

#[test]
fn an_event_from_outside_spoils_a_capture() {
    let Some(gpu) = find() else { return };
    let before = gpu.stream.record_event(None).expect("it is recorded");
    gpu.stream.begin_capture(MODE).expect("it begins");
    let error = gpu.stream.wait(&before).expect_err("from outside");
    assert_eq!(error.0, Code::CUDA_ERROR_STREAM_CAPTURE_ISOLATION);
    end(&gpu).err().expect("it is spoilt");
}

#[test]
fn a_stream_that_joins_a_capture_must_come_back() {
    let Some(gpu) = find() else { return };
    let other = gpu.stream.context().new_stream().expect("a stream can be made");
    let mut y = gpu.stream.alloc_zeros::<f32>(4).expect("there is memory");
    for comes_back in [true, false] {
        gpu.stream.begin_capture(MODE).expect("it begins");
        other.join(&gpu.stream).expect("it joins");
        other.memset_zeros(&mut y).expect("it is recorded");
        if comes_back {
            gpu.stream.join(&other).expect("it comes back");
        }
        match end(&gpu) {
            Ok(graph) => assert!(comes_back && graph.is_some()),
            Err(error) => {
                assert!(!comes_back);
                assert_eq!(error.0, Code::CUDA_ERROR_STREAM_CAPTURE_UNJOINED);
            }
        }
    }
}

/// A buffer made during a capture is the graph's: the same at each launch, and written by nobody.
#[test]
fn memory_made_in_a_capture_is_the_graphs() {
    let Some(gpu) = find() else { return };
    let x = gpu.stream.clone_htod(&[5.0f32; 64]).expect("there is memory");
    let mut y = gpu.stream.alloc_zeros::<f32>(64).expect("there is memory");
    let function = gpu.kernel(&kernel("y[t] = x[t];"), "k");
    let config = LaunchConfig { block_dim: (64, 1, 1), ..ONE_WARP };
    gpu.stream.begin_capture(MODE).expect("it begins");
    // SAFETY: the first launch writes it before the second reads it.
    let mut middle = unsafe { gpu.stream.alloc::<f32>(64) }.expect("it is recorded");
    // SAFETY: both have 64 elements.
    unsafe { gpu.stream.launch_builder(&function).arg(&mut middle).arg(&x).launch(config) }
        .expect("it is recorded");
    // SAFETY: both have 64 elements.
    unsafe { gpu.stream.launch_builder(&function).arg(&mut y).arg(&middle).launch(config) }
        .expect("it is recorded");
    drop(middle);
    let graph = end(&gpu).expect("it ends").expect("there is a graph");
    graph.launch().expect("it runs");
    graph.launch().expect("it runs");
    assert_eq!(gpu.stream.clone_dtoh(&y).expect("a read"), [5.0; 64]);
}

/// What another thread does while this one captures: allowed if the capture is this thread's alone, and spoils it if
/// it is everybody's.
#[test]
fn a_capture_concerns_other_threads_only_if_it_is_global() {
    let report = ["thread-local: there is memory, a graph", "global: refused, no graph"];
    child::check(
        "capture::a_capture_concerns_other_threads_only_if_it_is_global",
        &[],
        &report,
        || {
            let global = CUstreamCaptureMode::CU_STREAM_CAPTURE_MODE_GLOBAL;
            let tried = [("thread-local", MODE), ("global", global)].map(|(name, mode)| {
                let Some(gpu) = find() else { return String::new() };
                gpu.stream.begin_capture(mode).expect("it begins");
                let stream = gpu.stream.context().new_stream().expect("a stream can be made");
                let other = || CudaBlas::new(stream).is_ok();
                let made = std::thread::scope(|scope| scope.spawn(other).join());
                let made = made.expect("it does not panic");
                let graph = end(&gpu).is_ok();
                let (made, graph) = (
                    if made { "there is memory" } else { "refused" },
                    if graph { "a graph" } else { "no graph" },
                );
                format!("{name}: {made}, {graph}")
            });
            tried.join("; ")
        },
    );
}
