struct Coefficients {
    T rate, decay_keep, beta1, one_minus_beta1, beta2, one_minus_beta2;
};

// Lion; the state is the momentum.
__device__ void update(T& p, T g, T* s, Coefficients c) {
    T x = c.beta1 * s[0] + c.one_minus_beta1 * g;
    T sign = x > 0 ? (T)1 : x < 0 ? (T)-1 : x;
    p = c.decay_keep * p - c.rate * sign;
    s[0] = flush_denormal(c.beta2 * s[0] + c.one_minus_beta2 * g);
}
