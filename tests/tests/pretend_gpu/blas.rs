//! The matrix library against plain loops.

use crate::gpu::Gpu;
use cudarc::cublas::sys::{
    cublasComputeType_t as Compute, cublasGemmAlgo_t as Algorithm, cublasOperation_t as Operation,
    cublasStatus_t as Status, cudaDataType_t as Format,
};
use cudarc::cublas::{CudaBlas, Gemm, GemmConfig, result};
use cudarc::driver::{DevicePtr, DevicePtrMut};
use gradus_tests::draw;

const FORMS: [Operation; 2] = [Operation::CUBLAS_OP_N, Operation::CUBLAS_OP_T];

/// Element `(row, column)` of the column-major matrix with `rows` rows, or of its transpose.
fn at(x: &[f64], rows: usize, form: Operation, row: usize, column: usize) -> f64 {
    if form == Operation::CUBLAS_OP_N { x[row + column * rows] } else { x[column + row * rows] }
}

#[test]
fn products_of_every_form() {
    let Some(gpu) = Gpu::find() else { return };
    let blas = CudaBlas::new(gpu.stream.clone()).expect("there is a matrix library");
    let (m, n, k) = (5, 3, 4);
    let drawn = draw::<f64>(&[&[m * k], &[k * n], &[m * n]], 3);
    let [a, b, c] = [0, 1, 2].map(|i| drawn[i].as_slice());
    let upload = |x| gpu.stream.clone_htod(x).expect("there is memory");
    for transa in FORMS {
        for transb in FORMS {
            let rows = |form, rows, columns| if form == FORMS[0] { rows } else { columns };
            let (lda, ldb) = (rows(transa, m, k), rows(transb, k, n));
            let config = GemmConfig {
                transa,
                transb,
                m: m as i32,
                n: n as i32,
                k: k as i32,
                alpha: 2.0,
                lda: lda as i32,
                ldb: ldb as i32,
                beta: 0.5,
                ldc: m as i32,
            };
            let mut y = upload(c);
            // SAFETY: the sizes fit.
            unsafe { blas.gemm(config, &upload(a), &upload(b), &mut y) }.expect("it fits");
            let y = gpu.stream.clone_dtoh(&y).expect("a read");
            for j in 0..n {
                for i in 0..m {
                    let product = |l| at(a, lda, transa, i, l) * at(b, ldb, transb, l, j);
                    let sum: f64 = (0..k).map(product).sum();
                    let expected = 2.0 * sum + 0.5 * c[i + j * m];
                    assert!((y[i + j * m] - expected).abs() < 1e-12);
                }
            }
        }
    }
}

#[test]
fn a_leading_dimension_that_is_too_small_is_refused() {
    let Some(gpu) = Gpu::find() else { return };
    let blas = CudaBlas::new(gpu.stream.clone()).expect("there is a matrix library");
    let a = gpu.stream.clone_htod(&[1.0f32; 4]).expect("there is memory");
    let mut y = gpu.stream.alloc_zeros::<f32>(4).expect("there is memory");
    for (lda, ldb, ldc) in [(1, 2, 2), (2, 1, 2), (2, 2, 1)] {
        let config = GemmConfig {
            transa: FORMS[0],
            transb: FORMS[0],
            m: 2,
            n: 2,
            k: 2,
            alpha: 1.0,
            lda,
            ldb,
            beta: 0.0,
            ldc,
        };
        // SAFETY: it is refused before anything is read.
        let error = unsafe { blas.gemm(config, &a, &a, &mut y) }.expect_err("too small");
        assert_eq!(error.0, Status::CUBLAS_STATUS_INVALID_VALUE);
    }
}

/// 1 + 2⁻¹¹ has 11 bits behind the point: TF32 keeps 10 of them, bfloat16 7.
#[test]
fn fast_compute_types_round_what_they_read() {
    let Some(gpu) = Gpu::find() else { return };
    let blas = CudaBlas::new(gpu.stream.clone()).expect("there is a matrix library");
    let upload = |x: f32| gpu.stream.clone_htod(&[x]).expect("there is memory");
    let product = |x: f32, compute| {
        let (a, b, mut y) = (upload(x), upload(1.0), upload(0.0));
        let (a, _a) = a.device_ptr(&gpu.stream);
        let (b, _b) = b.device_ptr(&gpu.stream);
        let (to, done) = y.device_ptr_mut(&gpu.stream);
        let (one, zero) = (1.0f32, 0.0f32);
        let (alpha, beta) = (&raw const one, &raw const zero);
        let f32s = Format::CUDA_R_32F;
        let algorithm = Algorithm::CUBLAS_GEMM_DEFAULT;
        let none = FORMS[0];
        // SAFETY: each matrix is 1 × 1.
        unsafe {
            result::gemm_ex(
                *blas.handle(),
                none,
                none,
                1,
                1,
                1,
                alpha.cast(),
                a as _,
                f32s,
                1,
                b as _,
                f32s,
                1,
                beta.cast(),
                to as _,
                f32s,
                1,
                compute,
                algorithm,
            )
        }
        .expect("it is supported");
        drop(done);
        gpu.stream.clone_dtoh(&y).expect("a read")[0]
    };
    let ulp = f32::powi(2.0, -10);
    assert_eq!(product(1.0 + ulp / 2.0, Compute::CUBLAS_COMPUTE_32F), 1.0 + ulp / 2.0);
    assert_eq!(product(1.0 + ulp / 2.0, Compute::CUBLAS_COMPUTE_32F_FAST_TF32), 1.0);
    assert_eq!(product(1.0 + ulp, Compute::CUBLAS_COMPUTE_32F_FAST_TF32), 1.0 + ulp);
    assert_eq!(product(1.0 + ulp, Compute::CUBLAS_COMPUTE_32F_FAST_16BF), 1.0);
}
