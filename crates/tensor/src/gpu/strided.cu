// The axes of a walk through a tensor, the last one the fastest.
struct Walk {
    int dims[6], strides[6];
};

// How far from its start the walk's element `i` is. The axes in front, of length 1, are not looked at.
__device__ long long offset(int i, Walk walk) {
    long long at = 0;
    for (int axis = 5; axis >= 0 && i > 0; axis--) {
        at += (long long)(i % walk.dims[axis]) * walk.strides[axis];
        i /= walk.dims[axis];
    }
    return at;
}

// Walks through `x`, and writes y one element after the other.
extern "C" __global__ void gather(T* y, const T* x, Walk walk, int start, int len) {
    int i = INDEX;
    if (i < len) y[i] = x[start + offset(i, walk)];
}

// Reads x one element after the other, and walks through `y`.
extern "C" __global__ void scatter(T* y, const T* x, Walk walk, int start, int len) {
    int i = INDEX;
    if (i < len) y[start + offset(i, walk)] = x[i];
}

// y[n, row, column] = x[start + n·step + column·stride + row]: a block moves a tile of 32 × 32 elements
// through shared memory, so that neighbours read neighbours and write neighbours. A row of the tile has
// one element more, so that a column's elements are in different banks.
struct Matrices {
    int start, step, stride, rows, columns;
};
extern "C" __global__ void transpose(T* y, const T* x, Matrices m) {
    __shared__ T tile[32][33];
    int across = (m.columns + 31) / 32, down = (m.rows + 31) / 32, lane = threadIdx.x % 32;
    int column0 = blockIdx.x % across * 32, row0 = blockIdx.x / across % down * 32;
    size_t n = blockIdx.x / across / down;
    for (int i = threadIdx.x / 32; i < 32; i += 8) {
        int row = row0 + lane, column = column0 + i;
        long long at = m.start + (long long)n * m.step + (long long)column * m.stride + row;
        if (row < m.rows && column < m.columns) tile[i][lane] = x[at];
    }
    __syncthreads();
    for (int i = threadIdx.x / 32; i < 32; i += 8) {
        int row = row0 + i, column = column0 + lane;
        if (row < m.rows && column < m.columns) y[(n * m.rows + row) * m.columns + column] = tile[lane][i];
    }
}
