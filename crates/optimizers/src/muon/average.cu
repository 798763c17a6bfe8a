struct Coefficients {
    T mu, one_minus_mu, g, m;
};

// Muon's direction `p`; the state is the momentum.
__device__ void update(T& p, T g, T* s, Coefficients c) {
    s[0] = flush_denormal(c.mu * s[0] + c.one_minus_mu * g);
    p = c.g * g + c.m * s[0];
}
