// y[outer, part, inner] = x[outer, part, inner] JOIN x[outer, part + parts, inner] JOIN … to the end of the
// axis. One thread for each element of `y`, `count` of them: neighbours read neighbours.
extern "C" __global__ void reduce_columns(T* y, const T* x, int len, int inner, int parts, int count) {
    int i = INDEX;
    if (i >= count) return;
    int part = i / inner % parts;
    const T* column = x + (size_t)(i / inner / parts) * len * inner + i % inner;
    T total = column[(size_t)part * inner];
    for (int k = part + parts; k < len; k += parts) total = JOIN(total, column[(size_t)k * inner]);
    y[i] = total;
}

// y[row] = x[row, 0] JOIN x[row, 1] JOIN …, with `width` threads for each row, a power of two that is not
// greater than `len`: each thread joins every `width`-th element, then halves are joined with halves.
extern "C" __global__ void reduce_rows(T* y, const T* x, int len, int width, int count) {
    __shared__ T totals[256];
    int thread = threadIdx.x, lane = thread % width, row = blockIdx.x * (256 / width) + thread / width;
    // The threads after the last row read it too, and write nothing.
    const T* elements = x + (size_t)(row < count ? row : count - 1) * len;
    // ANCHOR: tree
    T total = elements[lane];
    for (int k = lane + width; k < len; k += width) total = JOIN(total, elements[k]);
    totals[thread] = total;
    __syncthreads();
    for (int half = width / 2; half > 0; half /= 2) {
        if (lane < half) totals[thread] = JOIN(totals[thread], totals[thread + half]);
        __syncthreads();
    }
    // ANCHOR_END: tree
    if (lane == 0 && row < count) y[row] = totals[thread];
}
