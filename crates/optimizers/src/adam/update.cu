struct Coefficients {
    T beta1, one_minus_beta1, beta2, one_minus_beta2, rate, inv_sqrt_bias_correction2, epsilon, l2, decay_keep;
};

// Adam, AdamW and AMSGrad; the state is the two moments, then perhaps the maximum second moment.
__device__ void update(T& p, T g, T* s, Coefficients c) {
    g += c.l2 * p;
    s[0] = flush_momentum(c.beta1 * s[0] + c.one_minus_beta1 * g);
    s[1] = flush_denormal(c.beta2 * s[1] + c.one_minus_beta2 * g * g);
    T v = s[1];
#if STATES == 3
    v = s[2] = v < s[2] ? s[2] : v;
#endif
    p = c.decay_keep * p - c.rate * s[0] / (sqrt(v) * c.inv_sqrt_bias_correction2 + c.epsilon);
}
