// The mean of TERM(y, t) over the outputs; SLOPE(y, t) is its derivative.
__device__ T sample_loss(const Sample& s) {
    T total = 0;
    // By 64 terms at a time: a long sum would lose digits.
    for (int first = s.lane; first < s.n; first += 64 * s.threads) {
        T part = 0;
        for (int i = first; i < s.n && i < first + 64 * s.threads; i += s.threads) part += TERM(output(s, i), s.t[i]);
        total += part;
    }
    EACH_GRADIENT(i) gradient(s, i, SLOPE(output(s, i), s.t[i]) / s.n);
    return SUM(total) / s.n;
}
