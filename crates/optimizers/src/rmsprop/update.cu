struct Coefficients {
    T rate, decay, alpha, one_minus_alpha, momentum, epsilon_in_root, epsilon;
};

// RMSProp; the state is the mean square, then perhaps the momentum buffer, then perhaps the mean
// gradient of the centered form.
__device__ void update(T& p, T g, T* s, Coefficients c) {
    g += c.decay * p;
    s[0] = flush_denormal(c.alpha * s[0] + c.one_minus_alpha * g * g);
    T variance = s[0];
#if STATES == 3
    s[2] = flush_denormal(c.alpha * s[2] + c.one_minus_alpha * g);
    variance -= s[2] * s[2];
    if (variance < 0) variance = 0;
#endif
    g /= sqrt(variance + c.epsilon_in_root) + c.epsilon;
#if STATES >= 2
    g = s[1] = flush_momentum(c.momentum * s[1] + g);
#endif
    p -= c.rate * g;
}
