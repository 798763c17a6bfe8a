//! Matrix products, by cuBLAS.

use super::operation::Operation;
use super::{Gpu, fill, to_i32};
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
                fill(self, y, T::zero());
            }
            return;
        }
        let [m_int, n_int, k_int, batch_int] = [m, n, k, batch].map(to_i32);
        let rows = |form, rows, columns| if form == Transpose::No { rows } else { columns };
        let stride = |x: &Tensor<T>, len: usize| if x.len() == len { 0 } else { len as i64 };
        let strides = [stride(a, m * k), stride(b, k * n), (m * n) as i64];
        let (a, b, mut y) = (a.cuda(), b.cuda(), y.cuda_mut());
        let (a, b) = (a.device_ptr(&self.stream).0, b.device_ptr(&self.stream).0);
        let gemm = Gemm {
            forms: forms.map(Transpose::to_cublas),
            sizes: [m_int, n_int, k_int],
            leading: [rows(forms[0], m_int, k_int), rows(forms[1], k_int, n_int)],
            strides,
            batch: batch_int,
            beta: if accumulate { T::one() } else { T::zero() },
            addresses: [a, b, y.device_ptr_mut(&self.stream).0],
            compute: compute_type::<T>(self.matmul_precision()),
            signature: Vec::new(),
        };
        self.submit(gemm.signed());
    }
}

/// Products with all their arguments.
struct Gemm<T> {
    forms: [cublasOperation_t; 2],
    /// `m`, `n` and `k`.
    sizes: [i32; 3],
    /// How far apart the columns of `a` and `b` are.
    leading: [i32; 2],
    /// How far apart the matrices are.
    strides: [i64; 3],
    batch: i32,
    beta: T,
    addresses: [u64; 3],
    compute: cublasComputeType_t,
    signature: Vec<u64>,
}

impl<T: Float> Gemm<T> {
    /// With its signature: what the rest follows from.
    fn signed(self) -> Self {
        let Gemm { forms: [form_a, form_b], sizes: [m, n, k], batch, compute, .. } = self;
        let accumulates = self.beta != T::zero();
        let numbers =
            [m, n, k, batch, form_a as i32, form_b as i32, compute as i32].map(|n| n as u64);
        let others = [self.strides[0] as u64, self.strides[1] as u64, accumulates.into()];
        Gemm { signature: [&numbers[..], &others, &self.addresses].concat(), ..self }
    }
}

impl<T: Float> Operation for Gemm<T> {
    fn name(&self) -> &'static str {
        if size_of::<T>() == size_of::<f32>() { "matmul" } else { "matmul of f64" }
    }

    fn signature(&self) -> &[u64] {
        &self.signature
    }

    fn enqueue(&self, gpu: &Gpu) -> Result<(), String> {
        let [m, n, k] = self.sizes;
        let [a, b, y] = self.addresses.map(|address| address as *mut c_void);
        let alpha = T::one();
        let (alpha, beta) = ((&raw const alpha).cast(), (&raw const self.beta).cast());
        // SAFETY: the lengths were checked against the sizes, and `alpha` and `beta` are of the type that products
        // of `T` are scaled by.
        let done = unsafe {
            gemm_strided_batched_ex(
                *gpu.blas.handle(),
                self.forms[0],
                self.forms[1],
                m,
                n,
                k,
                alpha,
                a,
                T::CUBLAS_TYPE,
                self.leading[0],
                self.strides[0],
                b,
                T::CUBLAS_TYPE,
                self.leading[1],
                self.strides[1],
                beta,
                y,
                T::CUBLAS_TYPE,
                m,
                self.strides[2],
                self.batch,
                self.compute,
                cublasGemmAlgo_t::CUBLAS_GEMM_DEFAULT,
            )
        };
        done.map_err(|error| error.to_string())
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
