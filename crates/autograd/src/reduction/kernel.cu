// dx of y = the maximum of each column of x: dy at the first maximum, 0 elsewhere. If the maximum is NaN, at
// the last NaN. `x` is [outer, len, inner]; one thread for each of its `count` columns.
extern "C" __global__ void max_backward(T* dx, const T* x, const T* y, const T* dy, int len, int inner, int count) {
    int i = INDEX;
    if (i >= count) return;
    size_t start = (size_t)(i / inner) * len * inner + i % inner;
    int first = -1, last_nan = -1;
    for (int k = 0; k < len; k++) {
        T value = x[start + (size_t)k * inner];
        if (first < 0 && value == y[i]) first = k;
        if (value != value) last_nan = k;
    }
    int position = last_nan >= 0 ? last_nan : first;
    for (int k = 0; k < len; k++) dx[start + (size_t)k * inner] = k == position ? dy[i] : (T)0;
}
