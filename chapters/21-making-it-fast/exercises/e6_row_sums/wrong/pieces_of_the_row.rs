//! caught-by: the_order_is_that_of_the_statement
//! message: each thread adds up a piece of the row

/// Kernel `row_sums`: `y[r] = Σ x[r, c]` over `columns` columns, a block for each row.
pub const KERNEL: &str = r#"
extern "C" __global__ void row_sums(float* y, const float* x, int columns) {
    __shared__ float sums[256];
    int t = threadIdx.x;
    int piece = (columns + blockDim.x - 1) / blockDim.x;
    float sum = 0;
    for (int c = t * piece; c < (t + 1) * piece && c < columns; c++) sum += x[blockIdx.x * columns + c];
    sums[t] = sum;
    __syncthreads();
    for (int half = blockDim.x / 2; half > 0; half /= 2) {
        if (t < half) sums[t] += sums[t + half];
        __syncthreads();
    }
    if (t == 0) y[blockIdx.x] = sums[0];
}
"#;
