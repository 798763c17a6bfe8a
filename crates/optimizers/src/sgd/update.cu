struct Coefficients {
    T rate, decay, momentum, undamped, g, u;
};

// Stochastic gradient descent; the state, if there is any, is the momentum buffer.
__device__ void update(T& p, T g, T* s, Coefficients c) {
    g += c.decay * p;
#if STATES == 1
    s[0] = flush_momentum(c.momentum * s[0] + c.undamped * g);
    g = c.g * g + c.u * s[0];
#endif
    p -= c.rate * g;
}
