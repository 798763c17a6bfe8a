// Pooling, forward and backward: one thread for each element that is written. In the backward pass that is
// an element of the input, which gathers from the windows that it lies under.

// A window on one axis; adaptive if it has no taps.
struct Axis {
    int len, positions, taps, stride, dilation, before, after;
};
struct Pool {
    Axis rows, columns;
    int counts_padding;
};

struct Range {
    int begin, end, step;
};

// a / b, rounded up.
__device__ int quotient(long long a, int b) { return (int)((a + b - 1) / b); }

// ANCHOR: windows
// The elements under the window at a position.
__device__ Range elements(Axis a, int position) {
    if (a.taps == 0) {
        long long begin = (long long)position * a.len / a.positions;
        return {(int)begin, quotient((position + 1LL) * a.len, a.positions), 1};
    }
    int first = position * a.stride - a.before, end = first + (a.taps - 1) * a.dilation + 1;
    if (first < 0) first += quotient(-first, a.dilation) * a.dilation;
    return {first, min(end, a.len), a.dilation};
}

// The positions whose windows reach over an element.
__device__ Range windows(Axis a, int element) {
    if (a.taps == 0) {
        long long begin = (long long)element * a.positions / a.len;
        return {(int)begin, quotient((element + 1LL) * a.positions, a.len), 1};
    }
    int last = element + a.before, first = max(0, last - (a.taps - 1) * a.dilation);
    return {quotient(first, a.stride), min(last / a.stride + 1, a.positions), 1};
}
// ANCHOR_END: windows

// ANCHOR: max
extern "C" __global__ void max_pool(T* y, int* argmax, const T* x, Pool pool, int len) {
    int i = INDEX, width = pool.columns.len;
    if (i >= len) return;
    int column = i % pool.columns.positions, row = i / pool.columns.positions;
    const T* channel = x + (size_t)(row / pool.rows.positions) * pool.rows.len * width;
    Range rows = elements(pool.rows, row % pool.rows.positions), columns = elements(pool.columns, column);
    int found = rows.begin * width + columns.begin;
    T maximum = channel[found];
    for (int u = rows.begin; u < rows.end; u += rows.step)
        for (int v = columns.begin; v < columns.end; v += columns.step) {
            T value = channel[u * width + v];
            if (value > maximum || value != value) {
                found = u * width + v;
                maximum = value;
            }
        }
    y[i] = maximum;
    argmax[i] = found;
}

extern "C" __global__ void max_pool_backward(T* dx, const T* dy, const int* argmax, Pool pool, int len) {
    int i = INDEX, width = pool.columns.len;
    if (i >= len) return;
    int column = i % width, row = i / width % pool.rows.len, channel = i / width / pool.rows.len;
    Range rows = windows(pool.rows, row), columns = windows(pool.columns, column);
    T sum = 0;
    for (int p = rows.begin; p < rows.end; p++)
        for (int q = columns.begin; q < columns.end; q++) {
            int at = (channel * pool.rows.positions + p) * pool.columns.positions + q;
            if (argmax[at] == row * width + column) sum += dy[at];
        }
    dx[i] = sum;
}
// ANCHOR_END: max

// What a sum under the window is divided by on one axis.
__device__ int count(Axis a, int position, bool counts_padding) {
    if (counts_padding && a.taps > 0)
        return min(a.taps, quotient(a.before + a.len + a.after - position * a.stride, a.dilation));
    Range range = elements(a, position);
    return quotient(range.end - range.begin, range.step);
}

extern "C" __global__ void avg_pool(T* y, const T* x, Pool pool, int len) {
    int i = INDEX, width = pool.columns.len;
    if (i >= len) return;
    int q = i % pool.columns.positions, p = i / pool.columns.positions % pool.rows.positions;
    const T* channel = x + (size_t)(i / pool.columns.positions / pool.rows.positions) * pool.rows.len * width;
    Range rows = elements(pool.rows, p), columns = elements(pool.columns, q);
    T sum = 0;
    for (int u = rows.begin; u < rows.end; u += rows.step)
        for (int v = columns.begin; v < columns.end; v += columns.step) sum += channel[u * width + v];
    y[i] = sum / (T)count(pool.rows, p, pool.counts_padding) / (T)count(pool.columns, q, pool.counts_padding);
}

// Whether a tap of the window at a position, which reaches over the element, meets it.
__device__ bool meets(Axis a, int position, int element) {
    return a.taps == 0 || (element + a.before - position * a.stride) % a.dilation == 0;
}

extern "C" __global__ void avg_pool_backward(T* dx, const T* dy, Pool pool, int len) {
    int i = INDEX, width = pool.columns.len;
    if (i >= len) return;
    int column = i % width, row = i / width % pool.rows.len, channel = i / width / pool.rows.len;
    Range rows = windows(pool.rows, row), columns = windows(pool.columns, column);
    T sum = 0;
    for (int p = rows.begin; p < rows.end; p++) {
        if (!meets(pool.rows, p, row)) continue;
        T sum_of_row = 0;
        for (int q = columns.begin; q < columns.end; q++) {
            int at = (channel * pool.rows.positions + p) * pool.columns.positions + q;
            if (meets(pool.columns, q, column)) sum_of_row += dy[at] / (T)count(pool.columns, q, pool.counts_padding);
        }
        sum += sum_of_row / (T)count(pool.rows, p, pool.counts_padding);
    }
    dx[i] = sum;
}
