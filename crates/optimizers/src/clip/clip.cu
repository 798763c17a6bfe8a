#define THREADS 256

// The sum, or the maximum, of what the block's threads have: halves upon halves.
__device__ double block_reduce(double x, bool is_max) {
    __shared__ double values[THREADS];
    int thread = threadIdx.x;
    values[thread] = x;
    __syncthreads();
    for (int half = THREADS / 2; half > 0; half /= 2) {
        if (thread < half) {
            double a = values[thread], b = values[thread + half];
            values[thread] = is_max ? (b > a ? b : a) : a + b;
        }
        __syncthreads();
    }
    double total = values[0];
    __syncthreads();
    return total;
}

// The norm of x[start] to x[end - 1]. The squares of a `double` may overflow or underflow: then those of
// scaled values are summed.
template <typename X>
__device__ double block_norm(const X* x, size_t start, size_t end) {
    double max = 0, squares = 0;
    for (size_t i = start + threadIdx.x; i < end; i += THREADS) max = fabs(x[i]) > max ? fabs(x[i]) : max;
    max = block_reduce(max, true);
    double scale = max > 1e100 ? 1e-200 : max < 1e-100 ? 1e200 : 1;
    for (size_t i = start + threadIdx.x; i < end; i += THREADS) {
        double scaled = x[i] * scale;
        squares += scaled * scaled;
    }
    return sqrt(block_reduce(squares, false)) / scale;
}

// The norm of each chunk of all gradients,
extern "C" __global__ void chunk_norms(double* norms, const Row* rows, const int* chunks) {
    Row row = rows[chunks[2 * blockIdx.x]];
    size_t start = (size_t)chunks[2 * blockIdx.x + 1] * CHUNK, end = start + CHUNK;
    double norm = block_norm(row.tensors[0], start, end < row.len ? end : row.len);
    if (threadIdx.x == 0) norms[blockIdx.x] = norm;
}

// and of these norms: by one block.
extern "C" __global__ void total_norm(double* norm, const double* norms, int count) {
    double total = block_norm(norms, 0, count);
    if (threadIdx.x == 0) *norm = total;
}

// Gradients that are longer than `max_norm` together become as long.
extern "C" __global__ void clip_norm(const Row* rows, const int* chunks, const double* norm, double max_norm) {
    if (!(*norm > max_norm && *norm < INF)) return;
    Row row = rows[chunks[2 * blockIdx.x]];
    T factor = max_norm / *norm;
    FOR_EACH_ELEMENT(i, row) row.tensors[0][i] *= factor;
}

extern "C" __global__ void clip_value(const Row* rows, const int* chunks, T clip) {
    Row row = rows[chunks[2 * blockIdx.x]];
    FOR_EACH_ELEMENT(i, row) {
        T g = row.tensors[0][i];
        row.tensors[0][i] = g > clip ? clip : g < -clip ? -clip : g;
    }
}
