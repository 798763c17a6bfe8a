// y[0] = x[0] + x[1] + … + x[7]: one block of eight threads, one for each element.
extern "C" __global__ void sum(float* y, const float* x) {
    __shared__ float totals[8];
    int thread = threadIdx.x;
    totals[thread] = x[thread];
    __syncthreads();
    for (int half = blockDim.x / 2; half > 0; half /= 2) {
        if (thread < half) totals[thread] += totals[thread + half];
        __syncthreads();
    }
    if (thread == 0) y[0] = totals[0];
}
