// dx[row, start + column] += dy[row, column]: rows of `len` elements in `dx`, of `width` in `dy`.
extern "C" __global__ void add_to_columns(T* dx, const T* dy, int len, int start, int width, int count) {
    int i = INDEX;
    if (i < count) dx[(size_t)(i / width) * len + start + i % width] += dy[i];
}
