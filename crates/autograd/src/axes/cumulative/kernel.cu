// y = the cumulative sums along the axis of x, which is [outer, len, inner], added up in double; from its end
// if `reverse`, without the element itself if `exclusive`.

// One thread for each of `count` columns.
extern "C" __global__ void cumsum_columns(T* y, const T* x, int reverse, int exclusive, int len, int inner, int count) {
    int i = INDEX;
    if (i >= count) return;
    size_t start = (size_t)(i / inner) * len * inner + i % inner;
    double sum = 0;
    for (int k = 0; k < len; k++) {
        size_t at = start + (size_t)(reverse ? len - 1 - k : k) * inner;
        double before = sum;
        sum += x[at];
        y[at] = exclusive ? before : sum;
    }
}

// One block for each row, `inner` being 1. It takes 256 elements at a time: in step after step each one gets
// what stands 1, 2, 4, … before it added.
extern "C" __global__ void cumsum_rows(T* y, const T* x, int reverse, int exclusive, int len) {
    __shared__ double sums[256];
    size_t start = (size_t)blockIdx.x * len;
    int thread = threadIdx.x;
    double total = 0;
    for (int first = 0; first < len; first += 256) {
        int k = first + thread;
        size_t at = start + (reverse ? len - 1 - k : k);
        sums[thread] = k < len ? (double)x[at] : 0;
        __syncthreads();
        for (int step = 1; step < 256; step *= 2) {
            double before = thread >= step ? sums[thread - step] : 0;
            __syncthreads();
            sums[thread] += before;
            __syncthreads();
        }
        double before = thread > 0 ? sums[thread - 1] : 0;
        if (k < len) y[at] = total + (exclusive ? before : sums[thread]);
        total += sums[255];
        __syncthreads();
    }
}
