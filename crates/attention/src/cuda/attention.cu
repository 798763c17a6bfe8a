// Scaled dot-product attention. A block computes one row (a query, or a key), its threads a tile of scores
// at a time: no more scores than these are ever in memory.
#define THREADS 128

struct Sizes {
    int queries, keys, heads, group, head_dim, value_dim;
    // Each operand's rows in memory: from one to the next, and where the first head begins.
    int q_stride, q_first, k_stride, k_first, v_stride, v_first;
    // The mask's matrices: from one sample to the next, and from one head to the next.
    int mask_sample, mask_head;
    int is_causal, query_offset;
};

// The rows of one head of one sample, and its mask.
struct Head {
    const T *q, *k, *v, *mask;
    int end;  // how many keys the sample has
};

__device__ Head head_of(Sizes s, int sample, int head, const T* q, const T* k, const T* v, const T* mask, const int* lengths) {
    int kv = head / s.group;
    Head h;
    h.q = q + (size_t)sample * s.queries * s.q_stride + s.q_first + head * s.head_dim;
    h.k = k + (size_t)sample * s.keys * s.k_stride + s.k_first + kv * s.head_dim;
    h.v = v + (size_t)sample * s.keys * s.v_stride + s.v_first + kv * s.value_dim;
    h.mask = mask ? mask + ((size_t)sample * s.mask_sample + (size_t)head * s.mask_head) * s.queries * s.keys : 0;
    h.end = lengths ? lengths[sample] : s.keys;
    return h;
}

// How many keys a query may read: the first ones.
__device__ int end_of(Sizes s, Head h, int query) {
    int own = s.query_offset + query + 1;
    return s.is_causal && own < h.end ? own : h.end;
}

__device__ T dot(const T* x, const T* y, int n) {
    T sum = 0;
    for (int i = 0; i < n; i++) sum += x[i] * y[i];
    return sum;
}

// The score of a query and a key.
__device__ T score(Sizes s, Head h, int query, int key, T scale) {
    T z = scale * dot(h.q + (size_t)query * s.q_stride, h.k + (size_t)key * s.k_stride, s.head_dim);
    return h.mask ? z + h.mask[(size_t)query * s.keys + key] : z;
}

__device__ T larger_of(T a, T b) { return b > a ? b : a; }

// The sum, or the maximum, of one value of each thread, for all of them.
__device__ T reduce(T x, bool is_max, T* shared) {
    __syncthreads();
    shared[threadIdx.x] = x;
    __syncthreads();
    for (int half = THREADS / 2; half > 0; half /= 2) {
        if (threadIdx.x < half) {
            T a = shared[threadIdx.x], b = shared[threadIdx.x + half];
            shared[threadIdx.x] = is_max ? larger_of(a, b) : a + b;
        }
        __syncthreads();
    }
    return shared[0];
}

// One block for each query of each head: y = softmax(z)·V, and lse = ln Σ e^z (+∞ for a query without a key).
extern "C" __global__ void attention_forward(T* y, T* lse, const T* q, const T* k, const T* v, const T* mask, const int* lengths, Sizes s, T scale) {
    __shared__ T p[THREADS], shared[THREADS];
    int thread = threadIdx.x, head = blockIdx.x % s.heads;
    int query = blockIdx.x / s.heads % s.queries, sample = blockIdx.x / s.heads / s.queries;
    Head h = head_of(s, sample, head, q, k, v, mask, lengths);
    int end = end_of(s, h, query);
    T* out = y + (size_t)blockIdx.x * s.value_dim;
    for (int c = thread; c < s.value_dim; c += THREADS) out[c] = 0;
    // ANCHOR: tiles
    T max = -INF, sum = 0;
    for (int first = 0; first < end; first += THREADS) {
        int key = first + thread;
        T z = key < end ? score(s, h, query, key, scale) : -INF;
        T larger = larger_of(max, reduce(z, true, shared));
        T weight = z == -INF ? 0 : exp(z - larger);
        T factor = max == -INF ? 0 : exp(max - larger);  // by it shrinks what was summed before
        sum = sum * factor + reduce(weight, false, shared);
        max = larger;
        p[thread] = weight;
        __syncthreads();
        int n = end - first < THREADS ? end - first : THREADS;
        for (int c = thread; c < s.value_dim; c += THREADS) {
            T total = out[c] * factor;
            for (int i = 0; i < n; i++) total += p[i] * h.v[(size_t)(first + i) * s.v_stride + c];
            out[c] = total;
        }
    }
    for (int c = thread; c < s.value_dim; c += THREADS) out[c] = sum == 0 ? 0 : out[c] / sum;
    if (thread == 0) lse[blockIdx.x] = sum == 0 ? INF : max + log(sum);
    // ANCHOR_END: tiles
}

// One block for each query of each head: dQ = scale·dz·K with dz = P ∘ (dP − D), and D = Σ y·dy.
extern "C" __global__ void attention_backward_q(T* dq, T* d, const T* y, const T* dy, const T* lse, const T* q, const T* k, const T* v, const T* mask, const int* lengths, Sizes s, T scale) {
    __shared__ T dz[THREADS], shared[THREADS];
    int thread = threadIdx.x, head = blockIdx.x % s.heads;
    int row = blockIdx.x / s.heads, query = row % s.queries, sample = row / s.queries;
    Head h = head_of(s, sample, head, q, k, v, mask, lengths);
    int end = end_of(s, h, query);
    const T* own_dy = dy + (size_t)blockIdx.x * s.value_dim;
    T product = 0;
    for (int c = thread; c < s.value_dim; c += THREADS) product += y[(size_t)blockIdx.x * s.value_dim + c] * own_dy[c];
    T own_d = reduce(product, false, shared);
    if (thread == 0) d[blockIdx.x] = own_d;
    T* out = dq + (size_t)row * s.q_stride + s.q_first + head * s.head_dim;
    for (int c = thread; c < s.head_dim; c += THREADS) out[c] = 0;
    for (int first = 0; first < end; first += THREADS) {
        int key = first + thread;
        T slope = 0;
        if (key < end) {
            T p = exp(score(s, h, query, key, scale) - lse[blockIdx.x]);
            slope = p * (dot(own_dy, h.v + (size_t)key * s.v_stride, s.value_dim) - own_d) * scale;
        }
        __syncthreads();
        dz[thread] = slope;
        __syncthreads();
        int n = end - first < THREADS ? end - first : THREADS;
        for (int c = thread; c < s.head_dim; c += THREADS) {
            T total = out[c];
            for (int i = 0; i < n; i++) total += dz[i] * h.k[(size_t)(first + i) * s.k_stride + c];
            out[c] = total;
        }
    }
}

// One block for each key of each head of keys: dK = scale·dzᵀ·Q, dV = Pᵀ·dY, over all heads of queries that read it.
// Without a `dv` both are in `dk`, side by side.
extern "C" __global__ void attention_backward_kv(T* dk, T* dv, const T* d, const T* dy, const T* lse, const T* q, const T* k, const T* v, const T* mask, const int* lengths, Sizes s, T scale) {
    __shared__ T ps[THREADS], dz[THREADS];
    int thread = threadIdx.x, kv_heads = s.heads / s.group, kv_head = blockIdx.x % kv_heads;
    int row = blockIdx.x / kv_heads, key = row % s.keys, sample = row / s.keys;
    T* out_k = dk + (size_t)row * s.k_stride + s.k_first + kv_head * s.head_dim;
    T* out_v = (dv ? dv : dk) + (size_t)row * s.v_stride + s.v_first + kv_head * s.value_dim;
    for (int c = thread; c < s.head_dim; c += THREADS) out_k[c] = 0;
    for (int c = thread; c < s.value_dim; c += THREADS) out_v[c] = 0;
    for (int head = kv_head * s.group; head < (kv_head + 1) * s.group; head++) {
        Head h = head_of(s, sample, head, q, k, v, mask, lengths);
        for (int first = 0; first < s.queries; first += THREADS) {
            int query = first + thread;
            size_t at = ((size_t)sample * s.queries + query) * s.heads + head;
            T p = 0, slope = 0;
            if (query < s.queries && key < end_of(s, h, query)) {
                p = exp(score(s, h, query, key, scale) - lse[at]);
                T dp = dot(dy + at * s.value_dim, h.v + (size_t)key * s.v_stride, s.value_dim);
                slope = p * (dp - d[at]) * scale;
            }
            __syncthreads();
            ps[thread] = p;
            dz[thread] = slope;
            __syncthreads();
            int n = s.queries - first < THREADS ? s.queries - first : THREADS;
            for (int c = thread; c < s.head_dim; c += THREADS) {
                T total = out_k[c];
                for (int i = 0; i < n; i++) total += dz[i] * h.q[(size_t)(first + i) * s.q_stride + c];
                out_k[c] = total;
            }
            for (int c = thread; c < s.value_dim; c += THREADS) {
                T total = out_v[c];
                size_t row = (size_t)sample * s.queries + first;
                for (int i = 0; i < n; i++) total += ps[i] * dy[((row + i) * s.heads + head) * s.value_dim + c];
                out_v[c] = total;
            }
        }
    }
}
