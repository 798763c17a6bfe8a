__device__ T sample_loss(const Sample& s) {
    Softmax softmax_of = softmax(s);
    T gamma = s.p[0], shifted = output(s, s.target) - softmax_of.max, others = 0;
    EACH_OUTPUT(i) if (i != s.target) others += exp(output(s, i) - softmax_of.max);
    // 1 - p as the sum over the other classes: no cancellation where p is nearly 1.
    T rest = SUM(others) / softmax_of.total, p = exp(shifted) / softmax_of.total;
    T log_p = rest < T(0.5) ? log1p(-rest) : shifted - log(softmax_of.total);
    T ratio = rest == 0 ? -1 : log_p / rest, weight = pow(rest, gamma);
    T a = weight * (gamma * p * ratio - 1);
    EACH_GRADIENT(i) {
        T others_p = exp(output(s, i) - softmax_of.max) / softmax_of.total;
        gradient(s, i, i == s.target ? a * rest : -a * others_p);
    }
    return -weight * log_p;
}
