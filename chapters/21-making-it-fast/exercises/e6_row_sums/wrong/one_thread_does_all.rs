//! caught-by: the_order_is_that_of_the_statement
//! message: all threads are to work

/// Leaves all to thread 0.
pub const KERNEL: &str = r#"
extern "C" __global__ void row_sums(float* y, const float* x, int columns) {
    if (threadIdx.x != 0) return;
    float sum = 0;
    for (int c = 0; c < columns; c++) sum += x[blockIdx.x * columns + c];
    y[blockIdx.x] = sum;
}
"#;
