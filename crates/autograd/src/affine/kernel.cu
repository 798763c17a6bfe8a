// y = y + b for every sample: one thread for each element of y, which is [samples, outputs].
extern "C" __global__ void add_bias(T* y, const T* b, int outputs, int len) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < len) y[i] += b[i % outputs];
}

// db = the sum of dz over the samples: one thread for each output, walking down its column, so
// that neighbouring threads read neighbouring elements and the order of the sum is fixed.
extern "C" __global__ void sum_samples(const T* dz, T* db, int outputs, int samples) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= outputs) return;
    T total = 0;
    for (int sample = 0; sample < samples; ++sample) total += dz[(long long)sample * outputs + i];
    db[i] = total;
}
