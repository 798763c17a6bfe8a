//! The run-time compiler takes what NVRTC takes, and refuses what it refuses.

use crate::gpu::{Gpu, Shape, kernel};
use cudarc::nvrtc::{CompileError, CompileOptions, compile_ptx, compile_ptx_with_opts};

#[test]
fn names_that_nvrtc_does_not_know_do_not_compile() {
    if Gpu::find().is_none() {
        return;
    }
    let texts = [
        ("#include <math.h>\n", "math.h"),
        ("__device__ float f() { return INFINITY; }", "INFINITY"),
        ("__device__ float f() { return FLT_MAX; }", "FLT_MAX"),
        ("__device__ uint32_t f() { return 0; }", "uint32_t"),
        ("__device__ float f(float x) { return std::sqrt(x); }", "std"),
        ("__device__ __half f(__half x) { return x; }", "__half"),
        ("\n\n__device__ float f() { return y; }", "default_program(3): error: "),
        ("__global__ void k() { __shared__ float s[12289]; s[0] = 1; }", "too much shared data"),
    ];
    for (text, word) in texts {
        match compile_ptx(text) {
            Err(CompileError::CompileError { log, .. }) => {
                assert!(log.to_string_lossy().contains(word), "{word:?} is not said in {log:?}");
            }
            other => panic!("{text} gives {other:?}"),
        }
    }
}

#[test]
fn an_option_that_nvrtc_does_not_know_is_refused() {
    if Gpu::find().is_none() {
        return;
    }
    for option in ["--bogus", "--gpu-architecture=sm_70", "-arch=sm_91"] {
        let options = CompileOptions { options: vec![option.into()], ..Default::default() };
        compile_ptx_with_opts("__device__ int f() { return 1; }", options).expect_err(option);
    }
    let options = CompileOptions {
        arch: Some("sm_90"),
        fmad: Some(false),
        options: vec!["-DN=3".into(), "--std=c++17".into()],
        ..Default::default()
    };
    compile_ptx_with_opts("__device__ int f() { return N; }", options).expect("all are known");
}

#[test]
fn a_kernel_with_a_mangled_name_is_not_found() {
    let Some(gpu) = Gpu::find() else { return };
    let ptx = compile_ptx("__global__ void k() {}").expect("it compiles");
    let module = gpu.stream.context().load_module(ptx).expect("it can be loaded");
    module.load_function("k").expect_err("its name is mangled");
}

/// Each line computes 1 from the thread's index.
const WORDS: &[&str] = &[
    "fmaxf(fminf(1.0f, 2.0f), 0.0f)",
    "rsqrtf(4.0f) * 2",
    "fmaf(2.0f, 3.0f, -5.0f)",
    "__expf(0.0f) * __fdividef(2.0f, 2.0f)",
    "erff(0.0f) + tanhf(0.0f) + expm1f(0.0f) + log1pf(0.0f) + 1",
    "__float_as_int(1.0f) == 0x3f800000",
    "__int_as_float(0x3f800000)",
    "__double_as_longlong(1.0) == 0x3ff0000000000000",
    "__umulhi(0x80000000u, 2)",
    "__mul64hi(0x4000000000000000, 4)",
    "max(1, min(2, 1)) + max(0u, 0) + min(0.0f, 1.0f)",
    "__ldg(x + t) == x[t]",
    "make_float4(1, 2, 3, 4).x",
    "sizeof(float4) / 16",
    "make_int2(3, 1).y",
    "__popc(7) - __clz(1 << 29)",
    "__ffs(1)",
    "__brev(0x80000000u)",
    "isnan(__int_as_float(0x7fffffff))",
    "__all_sync(0xffffffff, t >= 0)",
    "__any_sync(0xffffffff, t % 32 == 3)",
    "__ballot_sync(0xffffffff, t % 32 == 0)",
    "__popc(__ballot_sync(0xffffffff, 1)) / 32",
    "__shfl_sync(0xffffffff, t % 32, 1)",
    "__shfl_sync(0xffffffff, t % 8, 1, 8)",
    "__shfl_up_sync(0xffffffff, t, 1) == (t % 32 ? t - 1 : t)",
    "__shfl_xor_sync(0xffffffff, (double)t, 1) == (t ^ 1)",
    "__syncthreads_or(t == 5)",
    "__syncthreads_and(t < 64)",
    "__syncthreads_count(t < 1)",
    "__reduce_add_sync(0xffffffff, t % 32 == 7)",
    "__match_any_sync(0xffffffff, t % 2) == (t % 2 ? 0xaaaaaaaau : 0x55555555u)",
    "warpSize / 32 * blockDim.x / 64 * gridDim.x",
    "clock64() >= 0",
    "pow(2.0f, 3) / 8",
    "__float2int_rn(0.9f)",
    "abs(-1.0f) * abs(-1)",
    "powf(1.0f, 2.0f) * sqrtf(1.0f) * floorf(1.5f)",
];

#[test]
fn the_words_of_cuda_are_known() {
    let Some(gpu) = Gpu::find() else { return };
    let lines: String = (0..WORDS.len())
        .map(|i| format!("{{ float v = {}; if (t == {i}) y[t] = v; }}\n", WORDS[i]))
        .collect();
    let shape = Shape::default();
    let rest = format!("if (t >= {}) y[t] = 1;", WORDS.len());
    let y = gpu.run(&kernel(&(lines + &rest)), shape).expect("it runs");
    for (i, y) in y.iter().enumerate() {
        assert_eq!(*y, 1.0, "{}", WORDS.get(i).unwrap_or(&"the rest"));
    }
}

/// Declarations of shared memory in every form that kernels use.
#[test]
fn shared_memory_is_declared_in_many_ways() {
    let Some(gpu) = Gpu::find() else { return };
    let text = "
        template <class T> __device__ T total(T v) {
            __shared__ T part[2], all;
            for (int o = 16; o > 0; o /= 2) v += __shfl_down_sync(0xffffffff, v, o);
            if (threadIdx.x % 32 == 0) part[threadIdx.x / 32] = v;
            __syncthreads();
            if (threadIdx.x == 0) all = part[0] + part[1];
            __syncthreads();
            return all;
        }
        __shared__ float outside[64];
        struct Pair { float a; int b; };
        extern \"C\" __global__ void __launch_bounds__(64, 2) k(float* y, const float* x) {
            extern __shared__ __align__(16) unsigned char raw[];
            __shared__ __align__(16) float grid[8][8 + 1];
            __shared__ volatile float seen;
            __shared__ Pair pairs[64];
            float* s = reinterpret_cast<float*>(raw);
            int t = threadIdx.x;
            s[t] = x[t], grid[t / 8][t % 8] = x[t], outside[t] = x[t], pairs[t] = Pair{x[t], t};
            if (t == 0) seen = 1;
            __syncthreads();
            float4 four = *reinterpret_cast<float4*>(raw + 16 * (t / 4));
            y[t] = total(four.x) + total(1.0) + grid[t / 8][t % 8] + outside[63 - t] + pairs[t].b * seen;
        }";
    let shape = Shape { shared: 256, ..Shape::default() };
    let y = gpu.run(text, shape).expect("it runs");
    for (t, y) in y.into_iter().enumerate() {
        assert_eq!(y, 1920.0 + 64.0 + 63.0 + t as f32, "element {t}");
    }
}
