// Subnormal numbers become zero, as on the processor.
__device__ T flush_denormal(T x) {
    const T min_positive = sizeof(T) == 4 ? (T)1.17549435e-38 : (T)2.2250738585072014e-308;
    return fabs(x) < min_positive ? (T)0 : x;
}

// So does a momentum whose product with a learning rate may be subnormal.
__device__ T flush_momentum(T m) {
    const T least = sizeof(T) == 4 ? (T)9.86076132e-32 : (T)1.0020841800044864e-292;
    return fabs(m) < least ? (T)0 : m;
}
