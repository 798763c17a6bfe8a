//! # 21.7 The report: a product that is right by chance
//!
//! A user of the kernel below, a matrix product $`Y = AB`$ with tiles in shared memory, writes:
//!
//! > On my GPU all my tests pass. On my colleague's, a newer one, one of them fails, and not each time: a few
//! > elements of $`Y`$ are off. And both of us get nonsense when the inner size is no multiple of 16. I
//! > thought a GPU computes the same each time.
//!
//! Two faults are planted. On a GPU the first shows when it likes; on the pretend GPU it shows each time. Run
//! the tests, and read what they say: which thread did what, in which line, and who came before it. (Buffer 1
//! is what `y` points to, buffers 2 and 3 are `a` and `b`.)
//!
//! How the kernel is meant: a block of 16 × 16 threads computes a tile of 16 × 16 elements of $`Y`$, each
//! thread one. It goes through $`A`$ from left to right and through $`B`$ downwards, a tile of each at a time.
//! Each thread copies one element of either tile into shared memory; then all threads read all of both.
//! Where a tile sticks out of its matrix, zeros stand for the elements that there are not.
//!
//! Mend the kernel in as few places as you can. (The pretend GPU needs Linux and a C++ compiler; without them
//! these tests say that they were not run.)

/// Kernel `product`: `y = a·b`, row-major; `a`: `m × k`, `b`: `k × n`, `y`: `m × n`. Blocks of 16 × 16
/// threads, one for each tile of `y`.
pub const KERNEL: &str = r#"
extern "C" __global__ void product(float* y, const float* a, const float* b, int m, int k, int n) {
    __shared__ float a_tile[16][16], b_tile[16][16];
    int i = threadIdx.y, j = threadIdx.x;
    int row = blockIdx.y * 16 + i, column = blockIdx.x * 16 + j;
    float sum = 0;
    for (int first = 0; first < k; first += 16) {
        a_tile[i][j] = row < m ? a[row * k + first + j] : 0;
        b_tile[i][j] = column < n ? b[(first + i) * n + column] : 0;
        __syncthreads();
        for (int p = 0; p < 16; p++) sum += a_tile[i][p] * b_tile[p][j];
    }
    if (row < m && column < n) y[row * n + column] = sum;
}
"#;
