//! Matrix products, by cuBLAS.

use super::{Gpu, expect_cuda, to_i32};
use crate::Tensor;
use cudarc::cublas::sys::cublasOperation_t;
use cudarc::cublas::{GemmConfig, StridedBatchedConfig};
use numeric::Float;

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
    /// Writes or adds products.
    ///
    /// # Panics
    /// If the lengths do not fit, or if cuBLAS reports a failure.
    #[track_caller]
    pub fn matmul<T: Float>(
        &self,
        product: Product,
        a: &Tensor<T>,
        b: &Tensor<T>,
        y: &mut Tensor<T>,
    ) {
        let Product { sizes: [m, k, n], forms, batch, accumulate } = product;
        let fits = a.len() == batch * m * k && b.len() == batch * k * n && y.len() == batch * m * n;
        assert!(fits, "matmul: {product:?} of {:?}, {:?}", a.shape(), b.shape());
        if batch * m * n == 0 {
            return;
        }
        if k == 0 {
            if !accumulate {
                expect_cuda("matmul", self.stream.memset_zeros(&mut y.cuda_mut()));
            }
            return;
        }
        let rows = |form, rows, columns| if form == Transpose::No { rows } else { columns };
        let gemm = GemmConfig {
            transa: forms[0].to_cublas(),
            transb: forms[1].to_cublas(),
            m: to_i32(m),
            n: to_i32(n),
            k: to_i32(k),
            alpha: T::one(),
            lda: to_i32(rows(forms[0], m, k)),
            ldb: to_i32(rows(forms[1], k, n)),
            beta: if accumulate { T::one() } else { T::zero() },
            ldc: to_i32(m),
        };
        let [stride_a, stride_b, stride_c] = [m * k, k * n, m * n].map(|len| len as i64);
        let batch_size = to_i32(batch);
        let config = StridedBatchedConfig { gemm, batch_size, stride_a, stride_b, stride_c };
        // SAFETY: the lengths were checked against the sizes above.
        let done = unsafe { T::gemm(&self.blas, config, &a.cuda(), &b.cuda(), &mut y.cuda_mut()) };
        expect_cuda("matmul", done);
    }
}
