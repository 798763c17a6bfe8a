//! Matrix products, by cuBLAS.

use super::{Gpu, expect_cuda, to_i32};
use crate::{MatmulPrecision, Tensor};
use cudarc::cublas::result::gemm_strided_batched_ex;
use cudarc::cublas::sys::{cublasComputeType_t, cublasGemmAlgo_t, cublasOperation_t, cudaDataType};
use cudarc::driver::{DevicePtr, DevicePtrMut};
use numeric::Float;
use std::ffi::c_void;
use std::sync::atomic::Ordering;

/// Whether a matrix takes part in a product as stored or transposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transpose {
    /// As stored.
    No,
    /// Transposed.
    Yes,
}

impl Transpose {
    fn to_cublas(self) -> cublasOperation_t {
        match self {
            Transpose::No => cublasOperation_t::CUBLAS_OP_N,
            Transpose::Yes => cublasOperation_t::CUBLAS_OP_T,
        }
    }
}

/// Products `y = a·b` of column-major matrices, `m × k` times `k × n`, one after the other in memory.
#[derive(Clone, Copy, Debug)]
pub struct Product {
    /// `[m, k, n]`.
    pub sizes: [usize; 3],
    /// `a` and `b` each as it is or transposed.
    pub forms: [Transpose; 2],
    /// How many products.
    pub batch: usize,
    /// Whether the products are added to what `y` holds.
    pub accumulate: bool,
}

impl Product {
    /// One product that overwrites `y`.
    pub fn new(sizes: [usize; 3], forms: [Transpose; 2]) -> Self {
        Product { sizes, forms, batch: 1, accumulate: false }
    }
}

impl Gpu {
    /// Sets how precisely matrices of `f32` are multiplied from now on.
    pub fn set_matmul_precision(&self, precision: MatmulPrecision) {
        self.matmul_precision.store(precision as u8, Ordering::Relaxed);
    }

    /// How precisely matrices of `f32` are multiplied.
    pub fn matmul_precision(&self) -> MatmulPrecision {
        MatmulPrecision::ALL[usize::from(self.matmul_precision.load(Ordering::Relaxed))]
    }

    /// Writes or adds products. Where `a` or `b` is one matrix, it is a factor of every product.
    ///
    /// # Panics
    /// If the lengths do not fit, if a tensor is not on this GPU, or if cuBLAS reports a failure.
    #[track_caller]
    pub fn matmul<T: Float>(
        &self,
        product: Product,
        a: &Tensor<T>,
        b: &Tensor<T>,
        y: &mut Tensor<T>,
    ) {
        let Product { sizes: [m, k, n], forms, batch, accumulate } = product;
        let fits = |x: &Tensor<T>, len: usize| [len, batch * len].contains(&x.len());
        let fits = fits(a, m * k) && fits(b, k * n) && y.len() == batch * m * n;
        assert!(fits, "matmul: {product:?} of {:?}, {:?}", a.shape(), b.shape());
        for tensor in [a, b, &*y] {
            tensor.expect_on(self);
        }
        if batch * m * n == 0 {
            return;
        }
        if k == 0 {
            if !accumulate {
                expect_cuda("matmul", self.stream.memset_zeros(&mut y.cuda_mut()));
            }
            return;
        }
        let [m_int, n_int, k_int, batch_int] = [m, n, k, batch].map(to_i32);
        let rows = |form, rows, columns| if form == Transpose::No { rows } else { columns };
        let (lda, ldb) = (rows(forms[0], m_int, k_int), rows(forms[1], k_int, n_int));
        let stride = |x: &Tensor<T>, len: usize| if x.len() == len { 0 } else { len as i64 };
        let (stride_a, stride_b) = (stride(a, m * k), stride(b, k * n));
        let (alpha, beta) = (T::one(), if accumulate { T::one() } else { T::zero() });
        let (alpha, beta) = ((&raw const alpha).cast(), (&raw const beta).cast());
        let (a, b, mut y) = (a.cuda(), b.cuda(), y.cuda_mut());
        let (a, _reads_a) = a.device_ptr(&self.stream);
        let (b, _reads_b) = b.device_ptr(&self.stream);
        let (y, _writes_y) = y.device_ptr_mut(&self.stream);
        // SAFETY: the lengths were checked against the sizes above, and `alpha` and `beta` are of the type that
        // products of `T` are scaled by.
        let done = unsafe {
            gemm_strided_batched_ex(
                *self.blas.handle(),
                forms[0].to_cublas(),
                forms[1].to_cublas(),
                m_int,
                n_int,
                k_int,
                alpha,
                a as *const c_void,
                T::CUBLAS_TYPE,
                lda,
                stride_a,
                b as *const c_void,
                T::CUBLAS_TYPE,
                ldb,
                stride_b,
                beta,
                y as *mut c_void,
                T::CUBLAS_TYPE,
                m_int,
                (m * n) as i64,
                batch_int,
                compute_type::<T>(self.matmul_precision()),
                cublasGemmAlgo_t::CUBLAS_GEMM_DEFAULT,
            )
        };
        expect_cuda("matmul", done);
    }
}

/// How cuBLAS computes products of `T`.
fn compute_type<T: Float>(precision: MatmulPrecision) -> cublasComputeType_t {
    if T::CUBLAS_TYPE == cudaDataType::CUDA_R_64F {
        return cublasComputeType_t::CUBLAS_COMPUTE_64F;
    }
    match precision {
        MatmulPrecision::Highest => cublasComputeType_t::CUBLAS_COMPUTE_32F,
        MatmulPrecision::High => cublasComputeType_t::CUBLAS_COMPUTE_32F_FAST_TF32,
        MatmulPrecision::Medium => cublasComputeType_t::CUBLAS_COMPUTE_32F_FAST_16BF,
    }
}
