//! caught-by: the_order_is_that_of_the_statement
//! message: in pairs of neighbours

/// Kernel `row_sums`: `y[r] = Σ x[r, c]` over `columns` columns, a block for each row.
pub const KERNEL: &str = r#"
extern "C" __global__ void row_sums(float* y, const float* x, int columns) {
    __shared__ float sums[256];
    int t = threadIdx.x;
    float sum = 0;
    for (int c = t; c < columns; c += blockDim.x) sum += x[blockIdx.x * columns + c];
    sums[t] = sum;
    __syncthreads();
    for (int step = 1; step < blockDim.x; step *= 2) {
        if (t % (2 * step) == 0) sums[t] += sums[t + step];
        __syncthreads();
    }
    if (t == 0) y[blockIdx.x] = sums[0];
}
"#;
