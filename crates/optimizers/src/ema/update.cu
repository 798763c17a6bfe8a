struct Coefficients {
    T weight;
};

// An average `p` takes in the parameter `g`.
__device__ void update(T& p, T g, T* s, Coefficients c) {
    p += c.weight * (g - p);
}
