struct Coefficients {
    T keep, rate;
};

// A step along Muon's orthogonalized direction `g`.
__device__ void update(T& p, T g, T* s, Coefficients c) {
    p = c.keep * p - c.rate * g;
}
