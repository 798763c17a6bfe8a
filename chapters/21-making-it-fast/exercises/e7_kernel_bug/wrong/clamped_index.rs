//! caught-by: infinities_stay_where_they_are
//! message: is there a zero where a tile sticks out

/// Kernel `product`: `y = a·b`, row-major; `a`: `m × k`, `b`: `k × n`, `y`: `m × n`. Blocks of 16 × 16
/// threads, one for each tile of `y`.
pub const KERNEL: &str = r#"
extern "C" __global__ void product(float* y, const float* a, const float* b, int m, int k, int n) {
    __shared__ float a_tile[16][16], b_tile[16][16];
    int i = threadIdx.y, j = threadIdx.x;
    int row = blockIdx.y * 16 + i, column = blockIdx.x * 16 + j;
    float sum = 0;
    for (int first = 0; first < k; first += 16) {
        int inner = first + j < k ? first + j : k - 1;
        a_tile[i][j] = row < m ? a[row * k + inner] : 0;
        b_tile[i][j] = column < n && first + i < k ? b[(first + i) * n + column] : 0;
        __syncthreads();
        for (int p = 0; p < 16; p++) sum += a_tile[i][p] * b_tile[p][j];
        __syncthreads();
    }
    if (row < m && column < n) y[row * n + column] = sum;
}
"#;
