// Layer, group and RMS normalization: one block for each row. A row is a group of a sample's channels:
// `groups` of them to a sample, each of `channels` channels of `spatial` elements.
struct Rows {
    int groups, channels, spatial;
};

// The sum of what `f` makes of each index of a row, the same in every thread: each adds up every
// `blockDim.x`-th, then halves are added to halves.
template <typename F> __device__ T row_sum(int len, F f) {
    __shared__ T sums[256];
    int thread = threadIdx.x;
    T sum = 0;
    for (int i = thread; i < len; i += blockDim.x) sum += f(i);
    sums[thread] = sum;
    __syncthreads();
    for (int half = blockDim.x / 2; half > 0; half /= 2) {
        if (thread < half) sums[thread] += sums[thread + half];
        __syncthreads();
    }
    sum = sums[0];
    __syncthreads();  // all have read it before the next sum is written
    return sum;
}

// y = w·(x − μ)/σ + b. RMS normalization is without `means` and `b`: its μ is 0.
extern "C" __global__ void normalize_rows(T* y, T* means, T* inv_stds, const T* x, const T* w, const T* b, T epsilon, Rows rows) {
    int len = rows.channels * rows.spatial, first = blockIdx.x % rows.groups * rows.channels;
    x += (size_t)blockIdx.x * len;
    y += (size_t)blockIdx.x * len;
    T mean = 0;
    if (means) {
        mean = row_sum(len, [=](int i) { return x[i]; }) / len;
        // The second sum is what rounding took from the first.
        mean += row_sum(len, [=](int i) { return x[i] - mean; }) / len;
    }
    T variance = row_sum(len, [=](int i) { return (x[i] - mean) * (x[i] - mean); }) / len;
    T inv_std = 1 / sqrt(variance + epsilon);
    for (int i = threadIdx.x; i < len; i += blockDim.x) {
        int c = first + i / rows.spatial;
        y[i] = (x[i] - mean) * inv_std * w[c] + (b ? b[c] : 0);
    }
    if (threadIdx.x > 0) return;
    if (means) means[blockIdx.x] = mean;
    inv_stds[blockIdx.x] = inv_std;
}

// ∂x = (g − mean(g) − x̂·mean(g·x̂))/σ with g = dy·w.
extern "C" __global__ void normalize_rows_backward(T* dx, const T* dy, const T* x, const T* w, const T* means, const T* inv_stds, Rows rows) {
    int len = rows.channels * rows.spatial, first = blockIdx.x % rows.groups * rows.channels;
    x += (size_t)blockIdx.x * len;
    dy += (size_t)blockIdx.x * len;
    dx += (size_t)blockIdx.x * len;
    T mean = means ? means[blockIdx.x] : 0, inv_std = inv_stds[blockIdx.x];
    auto g = [=](int i) { return dy[i] * w[first + i / rows.spatial]; };
    auto xhat = [=](int i) { return (x[i] - mean) * inv_std; };
    T mean_g = means ? row_sum(len, g) / len : 0;
    T mean_g_xhat = row_sum(len, [=](int i) { return g(i) * xhat(i); }) / len;
    for (int i = threadIdx.x; i < len; i += blockDim.x) dx[i] = (g(i) - mean_g - xhat(i) * mean_g_xhat) * inv_std;
}
