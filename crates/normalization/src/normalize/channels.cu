// Sums over each channel of a batch [samples, channels, spatial], in two stages. First a block sums a part
// of the elements, `len` of each of `width` neighbouring channels; then the parts are joined. `width` is 32
// where neighbours in memory are channels, and 1 where they are of the same one.
struct Parts {
    int samples, channels, spatial, width, len;
};

__device__ int channel(Parts parts) { return blockIdx.x * parts.width + threadIdx.x % parts.width; }

// The number of elements of one channel in the `k`-th part.
__device__ int count(Parts parts, int k) {
    int rest = parts.samples * parts.spatial - k * parts.len;
    return rest < parts.len ? rest : parts.len;
}

// The sum over this thread's channel, in this block's part, of what `f` makes of an element's index and
// its sample: every thread adds up every `256 / width`-th, then halves are added to halves.
template <typename F> __device__ T part_sum(Parts parts, F f) {
    __shared__ T sums[256];
    int thread = threadIdx.x, c = channel(parts), len = count(parts, blockIdx.y);
    T sum = 0;
    for (int i = thread / parts.width; i < len && c < parts.channels; i += 256 / parts.width) {
        int at = blockIdx.y * parts.len + i, sample = at / parts.spatial;
        sum += f(((size_t)sample * parts.channels + c) * parts.spatial + at % parts.spatial, sample);
    }
    sums[thread] = sum;
    __syncthreads();
    for (int half = 128; half >= parts.width; half /= 2) {
        if (thread < half) sums[thread] += sums[thread + half];
        __syncthreads();
    }
    sum = sums[thread % parts.width];
    __syncthreads();  // all have read it before the next sum is written
    return sum;
}

// μ and Σ(x − μ)² of each part.
extern "C" __global__ void part_moments(T* means, T* squares, const T* x, Parts parts) {
    int c = channel(parts), len = count(parts, blockIdx.y);
    T mean = part_sum(parts, [=](size_t i, int) { return x[i]; }) / len;
    // The second sum is what rounding took from the first.
    mean += part_sum(parts, [=](size_t i, int) { return x[i] - mean; }) / len;
    T square = part_sum(parts, [=](size_t i, int) { return (x[i] - mean) * (x[i] - mean); });
    if (threadIdx.x >= parts.width || c >= parts.channels) return;
    means[blockIdx.y * parts.channels + c] = mean;
    squares[blockIdx.y * parts.channels + c] = square;
}

// Mean, variance and 1/σ of each channel, from its parts: Σ(x − μ)² is what a part has around its own
// mean, and the square of the distance of that mean from μ, for each of its elements.
extern "C" __global__ void join_moments(T* mean, T* variance, T* inv_std, const T* means, const T* squares, T epsilon, int n_parts, Parts parts) {
    int c = INDEX;
    if (c >= parts.channels) return;
    T m = parts.samples * parts.spatial, first = means[c], shift = 0, square = 0;
    for (int k = 1; k < n_parts; k++) shift += count(parts, k) * (means[k * parts.channels + c] - first);
    T joint = first + shift / m;
    for (int k = 0; k < n_parts; k++) {
        T distance = means[k * parts.channels + c] - joint;
        square += squares[k * parts.channels + c] + count(parts, k) * distance * distance;
    }
    mean[c] = joint;
    variance[c] = square / m;
    inv_std[c] = 1 / sqrt(square / m + epsilon);
}

// Each part of ∂w = Σ dy·x̂ and ∂b = Σ dy. Mean and 1/σ are those of a channel, or,
// with `groups`, of a group of a sample's channels; without `means` the mean is 0.
extern "C" __global__ void part_gradients(T* dw, T* db, const T* dy, const T* x, const T* means, const T* inv_stds, int groups, Parts parts) {
    int c = channel(parts);
    T w = part_sum(parts, [=](size_t i, int sample) {
        int set = groups ? sample * groups + c / (parts.channels / groups) : c;
        return dy[i] * ((x[i] - (means ? means[set] : 0)) * inv_stds[set]);
    });
    T b = part_sum(parts, [=](size_t i, int) { return dy[i]; });
    if (threadIdx.x >= parts.width || c >= parts.channels) return;
    dw[blockIdx.y * parts.channels + c] = w;
    db[blockIdx.y * parts.channels + c] = b;
}

// y = w·(x − μ)/σ + b, with mean and 1/σ of each channel.
extern "C" __global__ void normalize_channels(T* y, const T* x, const T* mean, const T* inv_std, const T* w, const T* b, int channels, int spatial, int len) {
    int i = INDEX;
    if (i >= len) return;
    int c = i / spatial % channels;
    y[i] = (x[i] - mean[c]) * (w[c] * inv_std[c]) + b[c];
}

// ∂x = (w/σ)·(dy − (∂b + x̂·∂w)/m) in training; at inference, without `dw` and `db`, ∂x = (w/σ)·dy.
extern "C" __global__ void normalize_channels_backward(T* dx, const T* dy, const T* x, const T* mean, const T* inv_std, const T* w, const T* dw, const T* db, T m, int channels, int spatial, int len) {
    int i = INDEX;
    if (i >= len) return;
    int c = i / spatial % channels;
    T g = dy[i];
    if (dw) g -= (db[c] + (x[i] - mean[c]) * inv_std[c] * dw[c]) / m;
    dx[i] = w[c] * inv_std[c] * g;
}
