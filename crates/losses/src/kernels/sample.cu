// One sample, and the threads that compute its loss together: each takes every `threads`th output.
struct Sample {
    const T *y, *t;            // the outputs, `stride` elements apart; their targets, unless it has a class
    const T* class_weights;    // null: all 1
    T* dy;                     // null: no gradient is asked for
    T scale, p[4];             // what the gradient is multiplied by; the loss's settings
    int target, n, stride, lane, threads;
};

#define EACH_OUTPUT(i) for (int i = s.lane; i < s.n; i += s.threads)
#define EACH_GRADIENT(i) if (s.dy) EACH_OUTPUT(i)
#define SUM(x) join<false>(s, x)
#define MAX(x) join<true>(s, x)

__device__ T output(const Sample& s, int i) {
    return s.y[(size_t)i * s.stride];
}

__device__ void gradient(const Sample& s, int i, T d) {
    s.dy[(size_t)i * s.stride] = d * s.scale;
}

__device__ T class_weight(const Sample& s, int i) {
    return s.class_weights ? s.class_weights[i] : 1;
}

// The sum, or the maximum, of the `x` of all the sample's threads, for each of them.
template <bool IS_MAX> __device__ T join(const Sample& s, T x) {
    __shared__ T parts[256];
    T* own = parts + threadIdx.x - s.lane;
    own[s.lane] = x;
    for (int half = s.threads / 2; half > 0; half /= 2) {
        __syncthreads();
        if (s.lane >= half) continue;
        T other = own[s.lane + half];
        own[s.lane] = IS_MAX ? fmax(own[s.lane], other) : own[s.lane] + other;
    }
    __syncthreads();
    x = own[0];
    __syncthreads();
    return x;
}

// What makes probabilities of the outputs: e^(y - max) / total.
struct Softmax {
    T max, total;
};

// In one pass over the outputs: whenever a larger one comes, the total so far shrinks.
__device__ Softmax softmax(const Sample& s) {
    T max = -INF, total = 0;
    EACH_OUTPUT(i) {
        T y = output(s, i);
        if (y > max) {
            total *= exp(max - y);
            max = y;
        }
        total += y == -INF ? 0 : exp(y - max);
    }
    T whole = MAX(max);
    return Softmax{whole, SUM(total * exp(max - whole))};
}
