struct Coefficients {
    T rate, decay, epsilon_in_root, epsilon;
};

// Adagrad; the state is the sum of the squared gradients.
__device__ void update(T& p, T g, T* s, Coefficients c) {
    g += c.decay * p;
    s[0] += g * g;
    p -= c.rate * g / (sqrt(s[0] + c.epsilon_in_root) + c.epsilon);
}
