__device__ T sample_loss(const Sample& s) {
    T threshold = s.p[0] - output(s, s.target), total = 0, count = 0;
    EACH_OUTPUT(i) {
        T violation = threshold + output(s, i);
        bool counts = i != s.target && !(violation <= 0);
        total += counts ? violation : 0;
        count += counts;
        if (s.dy) gradient(s, i, counts ? T(1) / s.n : 0);
    }
    count = SUM(count);
    // By the thread that has just written there.
    if (s.dy && s.lane == s.target % s.threads) gradient(s, s.target, -count / s.n);
    return SUM(total) / s.n;
}
