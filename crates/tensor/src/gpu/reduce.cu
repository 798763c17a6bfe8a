// y[outer, inner] = x[outer, 0, inner] JOIN x[outer, 1, inner] JOIN …

// One thread for each element of `y`: neighbours read neighbours.
extern "C" __global__ void reduce_columns(T* y, const T* x, int len, int inner, int count) {
    int i = INDEX;
    if (i >= count) return;
    const T* column = x + (size_t)(i / inner) * len * inner + i % inner;
    T total = column[0];
    for (int k = 1; k < len; k++) total = JOIN(total, column[(size_t)k * inner]);
    y[i] = total;
}

// One block for each element of `y`, `inner` being 1: each thread joins every 256th element, then halves
// are joined with halves. There are at least 256 elements.
extern "C" __global__ void reduce_rows(T* y, const T* x, int len) {
    __shared__ T totals[256];
    const T* row = x + (size_t)blockIdx.x * len;
    int thread = threadIdx.x;
    T total = row[thread];
    for (int k = thread + 256; k < len; k += 256) total = JOIN(total, row[k]);
    totals[thread] = total;
    __syncthreads();
    for (int half = 128; half > 0; half /= 2) {
        if (thread < half) totals[thread] = JOIN(totals[thread], totals[thread + half]);
        __syncthreads();
    }
    if (thread == 0) y[blockIdx.x] = totals[0];
}
