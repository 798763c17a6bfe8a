// y = F(a), F(a, b) or F(a, b, c) for each element, N inputs, with broadcasting: the axes of `y` that an
// input repeats have stride 0 in it.
struct Layout {
    int dims[6], a[6], b[6], c[6];
};
struct Parameters {
    T p[4];
};

// The parameters are arguments of their own once this has been expanded.
#define CALL(...) F(__VA_ARGS__)
#define P parameters.p[0], parameters.p[1], parameters.p[2], parameters.p[3]

#if N == 1
#define APPLY(i, j, k) CALL(a[i], P)
#elif N == 2
#define APPLY(i, j, k) CALL(a[i], b[j], P)
#else
#define APPLY(i, j, k) CALL(a[i], b[j], c[k], P)
#endif

// All inputs have the shape of `y`.
extern "C" __global__ void pointwise(T* y, const T* a, const T* b, const T* c, Parameters parameters, int len) {
    int i = INDEX;
    if (i < len) y[i] = APPLY(i, i, i);
}

extern "C" __global__ void pointwise_broadcast(T* y, const T* a, const T* b, const T* c, Parameters parameters, Layout layout, int len) {
    int i = INDEX;
    if (i >= len) return;
    int rest = i, ia = 0, ib = 0, ic = 0;
    for (int axis = 5; axis >= 0; axis--) {
        int at = rest % layout.dims[axis];
        rest /= layout.dims[axis];
        ia += at * layout.a[axis];
        ib += at * layout.b[axis];
        ic += at * layout.c[axis];
    }
    y[i] = APPLY(ia, ib, ic);
}
