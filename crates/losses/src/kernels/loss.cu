struct Parameters {
    T p[4];
};
// The class of a sample that is ignored.
#define IGNORED 2147483647

// The weighted loss of each sample, or where `dy` is given its gradient, times that with respect to the
// losses, of which there may be one for all. An output is at [sample / inner, output, sample % inner].
extern "C" __global__ void loss(
    T* losses, T* dy, const T* dlosses, int has_one, const T* y, const T* t, const int* classes, const T* weights,
    const T* class_weights, Parameters parameters, T scale, int samples, int n, int inner, int threads
) {
    int sample = blockIdx.x * (blockDim.x / threads) + threadIdx.x / threads;
    bool is_inside = sample < samples;
    // Threads without a sample go through the last one, for all of a block meet at its barriers.
    if (!is_inside) sample = samples - 1;
    size_t start = (size_t)(sample / inner) * n * inner + sample % inner;
    int target = classes ? classes[sample] : 0, lane = threadIdx.x % threads;
    bool is_ignored = target == IGNORED;
    // Behind the weights stands the scale that belongs to them.
    if (weights) scale = weights[samples] * weights[sample];
    T* dst = dy && is_inside ? dy + start : 0;
    T gradient_scale = dlosses ? scale * dlosses[has_one ? 0 : sample] : scale;
    const T* targets = t ? t + (size_t)sample * n : 0;
    const T* p = parameters.p;
    Sample s = {
        y + start, targets, class_weights, dst, gradient_scale, {p[0], p[1], p[2], p[3]},
        is_ignored ? 0 : target, n, inner, lane, threads
    };
    T loss = sample_loss(s);
    if (is_ignored) EACH_GRADIENT(i) s.dy[(size_t)i * inner] = 0;
    if (losses && is_inside && lane == 0) losses[sample] = is_ignored ? 0 : scale * loss;
}
