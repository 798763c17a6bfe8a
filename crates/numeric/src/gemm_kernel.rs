//! The type of the kernels of the `gemm` crates.

use gemm_common::Parallelism;

/// The matrix product of one element type, as the `gemm` crates have it: `y = β₀·y + β₁·a·b` for
/// the rows, columns and inner length, `y` with its strides from column to column and from row to
/// row, whether the old `y` is read, `a` and `b` with their strides, the two factors, what is to be
/// conjugated (nothing: the elements are real), and how many cores take part.
///
/// Not the generic function of crate `gemm`: that would have kernels compiled for half and complex
/// numbers too. It adds that a `y` whose rows lie together is computed as its transpose; here the
/// columns do.
pub type GemmKernel<T> = unsafe fn(
    usize,
    usize,
    usize,
    *mut T,
    isize,
    isize,
    bool,
    *const T,
    isize,
    isize,
    *const T,
    isize,
    isize,
    T,
    T,
    bool,
    bool,
    bool,
    Parallelism,
);
