// The mean of TERM(y, t) over the outputs; SLOPE(y, t) is its derivative.
__device__ T sample_loss(const Sample& s) {
    T total = 0;
    EACH_OUTPUT(i) total += TERM(output(s, i), s.t[i]);
    EACH_GRADIENT(i) gradient(s, i, SLOPE(output(s, i), s.t[i]) / s.n);
    return SUM(total) / s.n;
}
