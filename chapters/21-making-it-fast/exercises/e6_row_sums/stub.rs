//! # 21.6 The sums of rows, as a kernel
//!
//! Write a kernel in CUDA C++: the sum of each row of a row-major matrix,
//!
//! ```math
//! y_r = \sum_{c} x_{rc}.
//! ```
//!
//! You need no GPU. The tests run your kernel on the *pretend GPU*, thread by thread in random order, and it
//! watches every access to memory: an index past the end, an element that nobody has written, two threads
//! that meet at one address with no barrier between them. What a GPU would leave to chance, it reports, with
//! the line. (It needs Linux and a C++ compiler; without them these tests say that they were not run.)
//!
//! The launch: one block for each row, `blockDim.x` threads in a block, 1, 2, 4, … or 256 of them. The rows
//! may be of any length, shorter than a block, too. Each row is added up like this, so that the bits are the
//! same on every GPU:
//!
//! 1. Thread $`t`$ of $`T`$ adds up elements $`t`$, $`t + T`$, $`t + 2T`$, … of the row, in this order,
//!    beginning with 0.
//! 2. It writes its sum into shared memory, `sums[t]`.
//! 3. The sums are added in halves: thread $`t < T/2`$ adds `sums[t + T/2]` to `sums[t]`, then thread
//!    $`t < T/4`$ adds `sums[t + T/4]`, and so on, until `sums[0]` is the sum of the row. One thread writes it
//!    to `y`.
//!
//! Before a thread reads what another one wrote, between steps 2 and 3 and after each halving, all threads of
//! the block have to meet: `__syncthreads();`. No thread may skip it.

/// Kernel `row_sums`: `y[r] = Σ x[r, c]` over `columns` columns, a block for each row.
///
/// `threadIdx.x`, `blockIdx.x` and `blockDim.x` say which thread, block and how many threads there are.
pub const KERNEL: &str = r#"
extern "C" __global__ void row_sums(float* y, const float* x, int columns) {
    __shared__ float sums[256];
    todo("21.6: the sum of row blockIdx.x");
}
"#;
