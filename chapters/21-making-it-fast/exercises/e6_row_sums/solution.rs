//! Solution of 21.6.

/// Kernel `row_sums`: `y[r] = Σ x[r, c]` over `columns` columns, a block for each row.
pub const KERNEL: &str = r#"
extern "C" __global__ void row_sums(float* y, const float* x, int columns) {
    __shared__ float sums[256];
    int t = threadIdx.x;
    const float* row = x + (size_t)blockIdx.x * columns;
    float sum = 0;
    for (int c = t; c < columns; c += blockDim.x) sum += row[c];
    // A thread without elements writes its 0: another one reads it.
    sums[t] = sum;
    __syncthreads();
    for (int half = blockDim.x / 2; half > 0; half /= 2) {
        if (t < half) sums[t] += sums[t + half];
        // Outside the `if`: all threads of the block meet here.
        __syncthreads();
    }
    if (t == 0) y[blockIdx.x] = sums[0];
}
"#;
