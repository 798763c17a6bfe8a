// y = value for each element.
extern "C" __global__ void fill(T* y, T value, int len) {
    int i = INDEX;
    if (i < len) y[i] = value;
}
