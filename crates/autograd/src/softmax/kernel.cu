// Each row has `width` threads, a power of two: 256 for long rows; of short ones a block does several. A row
// that is not there has no elements.
#define ROW \
    int thread = threadIdx.x, lane = thread % width, row = blockIdx.x * (256 / width) + thread / width; \
    int end = row < rows ? len : 0; \
    size_t start = (size_t)row * len;

// e^(from - to), also of two equal infinities.
__device__ T factor(T from, T to) { return from == to ? (T)1 : exp(from - to); }

// y = e^z / Σ e^z in each row, or the logarithm of it. The maximum and the sum of e^(z - maximum) are found
// in one pass: when the maximum grows, the sum so far is corrected.
extern "C" __global__ void softmax(T* y, const T* z, int is_log, int len, int width, int rows) {
    __shared__ T maxima[256], sums[256];
    ROW
    T max = -INF, sum = 0;
    for (int i = lane; i < end; i += width) {
        T x = z[start + i], larger = x > max ? x : max;
        sum = sum * factor(max, larger) + factor(x, larger);
        max = larger;
    }
    maxima[thread] = max;
    sums[thread] = sum;
    __syncthreads();
    for (int half = width / 2; half > 0; half /= 2) {
        if (lane < half) {
            T a = maxima[thread], b = maxima[thread + half], larger = a > b ? a : b;
            sums[thread] = sums[thread] * factor(a, larger) + sums[thread + half] * factor(b, larger);
            maxima[thread] = larger;
        }
        __syncthreads();
    }
    max = maxima[thread - lane];
    // An infinite maximum makes the row NaN.
    sum = sums[thread - lane] + (max - max);
    for (int i = lane; i < end; i += width) {
        T shifted = z[start + i] - max;
        y[start + i] = is_log ? shifted - log(sum) : exp(shifted) / sum;
    }
}

// dy becomes dz = y·(dy - Σ dy·y), or dy - e^y·Σ dy for the logarithm.
extern "C" __global__ void softmax_backward(T* dy, const T* y, int is_log, int len, int width, int rows) {
    __shared__ T sums[256];
    ROW
    T sum = 0;
    for (int i = lane; i < end; i += width) sum += is_log ? dy[start + i] : dy[start + i] * y[start + i];
    sums[thread] = sum;
    __syncthreads();
    for (int half = width / 2; half > 0; half /= 2) {
        if (lane < half) sums[thread] += sums[thread + half];
        __syncthreads();
    }
    sum = sums[thread - lane];
    for (int i = lane; i < end; i += width) {
        T d = dy[start + i], out = y[start + i];
        dy[start + i] = is_log ? d - exp(out) * sum : out * (d - sum);
    }
}
