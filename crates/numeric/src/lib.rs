//! Floating-point types, their fast functions, matrix multiplication and parallel loops.
//!
//! All other crates depend on this one. It holds
//!
//! - [`Float`]: what `f32` (to train) and `f64` (to check gradients) have in common;
//! - [`matmul`]: the matrix product that every layer uses;
//! - [`matrix`]: a small matrix written row by row;
//! - [`par_column_chunks`], [`par_row_chunks`], [`par_chunks`], [`par_matmul`]: parallel loops
//!   whose result has the same bits on one core and on sixteen;
//! - [`sum`], [`sum_map`], [`dot`], [`max`]: SIMD reductions;
//! - [`block_sum`], [`scatter_add`]: sums of many terms, whose rounding errors do not grow with
//!   their number;
//! - [`lanes`]: a vector register, for the innermost loops;
//! - [`of_type`]: dispatch on the element type, so that inner loops are compiled once, not in every
//!   program;
//! - [`central_difference`]: the numerical derivative, to check the analytic one.
//!
//! Matrices are [nalgebra]'s: column-major, and here always **one column per sample**.
//!
//! ```
//! use numeric::matrix;
//! use numeric::{matmul, transposed};
//!
//! let w = matrix([[1.0, 2.0], [3.0, 4.0]]);
//! let x = matrix([[1.0], [-1.0]]);
//! let mut y = matrix([[0.0], [0.0]]);
//! matmul(&transposed(w.as_view()), &x, 0.0, &mut y.as_view_mut());   // y = Wᵀ·x
//! assert_eq!(y, matrix([[-2.0], [-2.0]]));
//! ```

mod block_sum;
mod difference;
mod element;
mod erf;
mod erfc;
mod exp;
mod float;
mod gemm_kernel;
mod join;
pub mod lanes;
mod ln;
mod matmul;
mod matrix;
mod once;
mod par_matmul;
mod parallel;
mod parallel_rows;
mod pool;
mod pow;
mod prefetch;
mod reductions;
mod scatter_add;
mod sin_cos;

pub use block_sum::{add_assign, block_reduce, block_sum, fold_rows};
pub use difference::central_difference;
#[doc(hidden)]
pub use element::Element;
pub use float::Float;
#[doc(hidden)]
pub use gemm_kernel::GemmKernel;
pub use join::{join, join_in_place, par_for_each};
pub use matmul::{Transposed, matmul, transposed};
pub use matrix::matrix;
pub use once::of_type;
pub use par_matmul::par_matmul;
pub use parallel::{ELEMENT_COST, MIN_TASK_COST};
pub use parallel::{
    par_chunks, par_column_chunks, par_reduce_column_chunks, par_reduce_ranges, par_zip_chunks,
};
pub use parallel_rows::par_row_chunks;
#[doc(hidden)]
pub use pool::{Pool, SPARE, buffer_len};
pub use prefetch::prefetched;
pub use reductions::{dot, max, sum, sum_map};
pub use scatter_add::scatter_add;
