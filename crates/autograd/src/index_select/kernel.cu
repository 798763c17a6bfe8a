// y[outer, j, inner] = x[outer, indices[j], inner] for `n` indices into an axis of length `len`.
extern "C" __global__ void take(T* y, const T* x, const int* indices, int n, int len, int inner, int count) {
    int i = INDEX;
    if (i >= count) return;
    size_t row = (size_t)(i / inner / n) * len + indices[i / inner % n];
    y[i] = x[row * inner + i % inner];
}

// y[indices[i]] = x[i]; no index occurs twice.
extern "C" __global__ void put(T* y, const T* x, const int* indices, int n) {
    int i = INDEX;
    if (i < n) y[indices[i]] = x[i];
}

// The backward pass of `take`: dx[outer, row, inner] = Σ dy[outer, j, inner] over the positions j at which
// `row` was taken. `lists` are the `hits` rows that were taken at all, where the positions of each begin, and
// these, sorted by row. Sums are in this order, so that they have the same bits each time.

// One thread for each element, where no row was taken often.
extern "C" __global__ void add_few(T* dx, const T* dy, const int* lists, int hits, int n, int len, int inner, int count) {
    int i = INDEX;
    if (i >= count) return;
    int hit = i / inner % hits, column = i % inner;
    const int *starts = lists + hits, *positions = lists + 2 * hits + 1;
    size_t outer = i / inner / hits;
    T sum = 0;
    for (int k = starts[hit]; k < starts[hit + 1]; k++) sum += dy[(outer * n + positions[k]) * inner + column];
    dx[(outer * len + lists[hit]) * inner + column] = sum;
}

// One block for 32 columns of each row: every eighth position by the same thread, then halves with halves.
extern "C" __global__ void add_many(T* dx, const T* dy, const int* lists, int hits, int n, int len, int inner) {
    __shared__ T sums[256];
    int tiles = (inner + 31) / 32, column = blockIdx.x % tiles * 32 + threadIdx.x % 32;
    int hit = blockIdx.x / tiles % hits, group = threadIdx.x / 32;
    const int *starts = lists + hits, *positions = lists + 2 * hits + 1;
    size_t outer = blockIdx.x / tiles / hits;
    T sum = 0;
    if (column < inner) {
        for (int k = starts[hit] + group; k < starts[hit + 1]; k += 8) {
            sum += dy[(outer * n + positions[k]) * inner + column];
        }
    }
    sums[threadIdx.x] = sum;
    __syncthreads();
    for (int half = 128; half >= 32; half /= 2) {
        if (threadIdx.x < half) sums[threadIdx.x] += sums[threadIdx.x + half];
        __syncthreads();
    }
    if (group == 0 && column < inner) dx[(outer * len + lists[hit]) * inner + column] = sums[threadIdx.x];
}
