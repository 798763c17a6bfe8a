// y = y + b for every sample: one thread for each element of y, which is [samples, outputs].
extern "C" __global__ void add_bias(T* y, const T* b, int outputs, int len) {
    int i = INDEX;
    if (i < len) y[i] += b[i % outputs];
}
